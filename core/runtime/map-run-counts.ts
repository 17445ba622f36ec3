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
const NOTHING_EARLIER = { executions: 0, items: 0, fresh: undefined };
const NO_TALLY: Tally = { executions: NONE, items: NONE, running: 0, reached: 0 };

/** Adds up what the groups of its roster have counted. */
export async function progressOf({ store }: Ports, run: MapRunRecord): Promise<MapRunProgress> {
  const roster = rosterOf(run);
  const tally = roster ? await store.tally(roster) : NO_TALLY;
  const { total = 0, items = 0 } = run.children ?? {};
  const { fresh, ...before } = tally.earlier ?? NOTHING_EARLIER;
  const executions = countsOf(tally.executions, before.executions, {
    total,
    running: tally.running,
    fresh: fresh?.executions,
  });
  const waiting = executions.pending + executions.pendingRedrive + executions.running;
  const left = items - before.items - endedOf(tally.items);
  // Batches are of one size, but for the last.
  const running = waiting === 0 ? 0 : Math.round((left * executions.running) / waiting);
  const { executions: written = 0, items: writtenItems = 0 } = run.written ?? {};
  return {
    executions: { ...executions, resultsWritten: written },
    items: {
      ...countsOf(tally.items, before.items, { total: items, running, fresh: fresh?.items }),
      resultsWritten: writtenItems,
    },
  };
}

interface Others {
  total: number;
  running: number;
  /** How many had not had their turn before a redrive: they come last. */
  fresh: number | undefined;
}

/** @param earlier how many had succeeded before a redrive */
function countsOf(
  outcomes: Outcomes,
  earlier: number,
  { total, running, fresh = total }: Others,
): MapRunCounts {
  const waiting = Math.max(0, total - earlier - endedOf(outcomes) - running);
  const pending = Math.min(waiting, fresh);
  return {
    pending,
    running,
    succeeded: earlier + outcomes.SUCCEEDED,
    failed: outcomes.FAILED,
    timedOut: outcomes.TIMED_OUT,
    aborted: outcomes.ABORTED,
    total,
    resultsWritten: 0,
    failuresNotRedrivable: 0,
    pendingRedrive: waiting - pending,
  };
}

function endedOf(outcomes: Outcomes): number {
  const endings: Ending[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
  return endings.reduce((sum, ending) => sum + outcomes[ending], 0);
}
