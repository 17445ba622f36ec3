/** How far a Map Run is: what its children and their items have come to. */

import type { Ending, MapRunRecord, Outcomes, Ports, Tally } from '../ports.ts';
import { rosterOf } from './map-runs.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_MapRunExecutionCounts.html */
export interface MapRunCounts {
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
  total: number;
  resultsWritten: number;
  failuresNotRedrivable: number;
  pendingRedrive: number;
}

export interface MapRunProgress {
  executions: MapRunCounts;
  items: MapRunCounts;
}

const NONE: Outcomes = { SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0, ABORTED: 0 };
const NO_TALLY: Tally = { executions: NONE, items: NONE, running: 0, reached: 0 };

/** Adds up what the groups of its roster have counted. */
export async function progressOf({ store }: Ports, run: MapRunRecord): Promise<MapRunProgress> {
  const roster = rosterOf(run);
  const tally = roster ? await store.tally(roster) : NO_TALLY;
  const { total = 0, items = 0 } = run.children ?? {};
  const executions = countsOf(tally.executions, total, tally.running);
  const waiting = executions.pending + executions.running;
  const left = items - endedOf(tally.items);
  // Batches are of one size, but for the last.
  const running = waiting === 0 ? 0 : Math.round((left * executions.running) / waiting);
  const { executions: written = 0, items: writtenItems = 0 } = run.written ?? {};
  return {
    executions: { ...executions, resultsWritten: written },
    items: { ...countsOf(tally.items, items, running), resultsWritten: writtenItems },
  };
}

function countsOf(outcomes: Outcomes, total: number, running: number): MapRunCounts {
  return {
    pending: Math.max(0, total - endedOf(outcomes) - running),
    running,
    succeeded: outcomes.SUCCEEDED,
    failed: outcomes.FAILED,
    timedOut: outcomes.TIMED_OUT,
    aborted: outcomes.ABORTED,
    total,
    resultsWritten: 0,
    failuresNotRedrivable: 0,
    pendingRedrive: 0,
  };
}

function endedOf(outcomes: Outcomes): number {
  const endings: Ending[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
  return endings.reduce((sum, ending) => sum + outcomes[ending], 0);
}
