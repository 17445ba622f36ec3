/** How states stand, seen over all their visits. */

import type { Status, Visit } from './visit.ts';

export interface StateSummary {
  status: Status;
  visits: number;
  attempts: number;
  succeeded: number;
  failed: number;
  running: number;
  /** The longest stay, in seconds. */
  longest: number;
  last: Visit;
}

/** By name of state. What runs counts before what failed, and that before what succeeded. */
export function summaryOf(visits: Iterable<Visit>, now: number): Map<string, StateSummary> {
  const summaries = new Map<string, StateSummary>();
  for (const visit of visits) {
    if (visit.type === 'Iteration') continue;
    const known = summaries.get(visit.name);
    const summary = known ?? {
      status: visit.status,
      visits: 0,
      attempts: 0,
      succeeded: 0,
      failed: 0,
      running: 0,
      longest: 0,
      last: visit,
    };
    summary.visits++;
    summary.attempts = Math.max(summary.attempts, visit.attempts.length);
    if (visit.status === 'SUCCEEDED') summary.succeeded++;
    else if (visit.status === 'RUNNING') summary.running++;
    else summary.failed++;
    summary.longest = Math.max(summary.longest, (visit.end ?? now) - visit.start);
    // Visits to the same place follow each other: the last one says how it stands. Those side by side are weighed.
    const follows = known === undefined || known.last.parent === visit.parent;
    summary.status = follows ? visit.status : graver(summary.status, visit.status);
    summary.last = visit;
    summaries.set(visit.name, summary);
  }
  return summaries;
}

const GRAVITY: readonly Status[] = [
  'RUNNING',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
  'CAUGHT',
  'SUCCEEDED',
];

function graver(a: Status, b: Status): Status {
  return GRAVITY.indexOf(a) <= GRAVITY.indexOf(b) ? a : b;
}

/** The visits in one iteration, and those that are in no iteration of its Map. */
export function within(visits: ReadonlyMap<number, Visit>, iteration: number): Visit[] {
  const map = visits.get(iteration)?.parent;
  const inChosen = (visit: Visit): boolean => {
    for (let at: Visit | undefined = visit; at; at = visits.get(at.parent ?? -1)) {
      if (at.type === 'Iteration' && at.parent === map) return at.id === iteration;
    }
    return true;
  };
  return [...visits.values()].filter(inChosen);
}
