/** Map Runs and their rosters in memory. */

import { familyOf } from '../engine/map-run-id.ts';
import type {
  Earlier,
  Ending,
  IndexRange,
  MapRunRecord,
  MapRuns,
  Outcomes,
  Roster,
  RosterDeparture,
  Turn,
} from '../ports.ts';
import { compare, pageOf, sortable } from './memory-page.ts';

interface OpenRoster {
  work: IndexRange[];
  concurrency: number;
  /** The child in each slot. */
  slots: Map<number, number>;
  executions: Outcomes;
  items: Outcomes;
  reached: number;
  closed: boolean;
  earlier?: Earlier;
}

/** Makes a store of Map Runs that keeps nothing beyond its process. */
export function createMemoryMapRuns(): MapRuns {
  const runs = new Map<string, MapRunRecord>();
  const rosters = new Map<string, OpenRoster>();

  return {
    async openMapRun(run) {
      const family = familyOf(run.name);
      if (!runs.has(family)) runs.set(family, run);
    },
    mapRun: async (name) => runs.get(familyOf(name)),
    async changeMapRun(name, change, redriveCount) {
      const family = familyOf(name);
      const run = runs.get(family);
      if (!run || run.redriveCount !== (redriveCount ?? run.redriveCount)) return;
      runs.set(family, { ...run, ...change });
    },
    async mapRuns(execution, limit, after) {
      const found = [...runs.values()]
        .filter((run) => run.execution === execution)
        .sort((a, b) => compare(placeOf(b), placeOf(a)));
      return pageOf(found, placeOf, limit, after, (place, last) => place < last);
    },

    async openRoster(roster, work, concurrency, earlier) {
      const key = keyOf(roster);
      const open = rosters.get(key) ?? newRoster(work, concurrency, earlier);
      rosters.set(key, open);
      if (open.closed) return [];
      fill(open);
      return [...open.slots].map(([slot, index]) => ({ index, slot }));
    },
    async leaveRoster(roster, { index, slot }, ending, items) {
      const open = rosters.get(keyOf(roster));
      if (!open) return { turns: [], complete: false };
      if (open.slots.get(slot) !== index) return departure(open, slot);
      open.slots.delete(slot);
      open.executions[ending]++;
      open.items[ending] += items;
      if (!open.closed) fill(open);
      return departure(open, slot);
    },
    async resizeRoster(roster, concurrency) {
      const open = rosters.get(keyOf(roster));
      if (!open || open.closed) return [];
      open.concurrency = concurrency;
      fill(open);
      return [...open.slots].map(([slot, index]) => ({ index, slot }));
    },
    async closeRoster(roster) {
      const key = keyOf(roster);
      const open = rosters.get(key) ?? newRoster([], 0);
      open.closed = true;
      rosters.set(key, open);
      const running = [...open.slots].map(([slot, index]) => ({ index, slot }));
      return { running, complete: running.length === 0 };
    },
    async tally(roster) {
      const open = rosters.get(keyOf(roster)) ?? newRoster([], 0);
      const { executions, items, slots, reached, earlier } = open;
      return {
        executions: { ...executions },
        items: { ...items },
        running: slots.size,
        reached,
        ...(earlier && { earlier }),
      };
    },
  };
}

/** Gives the free slots to those who are to come. */
function fill(open: OpenRoster): Turn[] {
  const turns: Turn[] = [];
  for (let slot = 0; slot < open.concurrency; slot++) {
    if (open.slots.has(slot)) continue;
    const [first, ...others] = open.work;
    if (!first) break;
    const [index, end] = first;
    open.work = index + 1 < end ? [[index + 1, end], ...others] : others;
    open.slots.set(slot, index);
    open.reached = Math.max(open.reached, index + 1);
    turns.push({ index, slot });
  }
  return turns;
}

function departure({ slots, work, closed }: OpenRoster, slot: number): RosterDeparture {
  const index = closed ? undefined : slots.get(slot);
  return {
    turns: index === undefined ? [] : [{ index, slot }],
    complete: slots.size === 0 && (closed || work.length === 0),
  };
}

function newRoster(work: IndexRange[], concurrency: number, earlier?: Earlier): OpenRoster {
  return {
    work,
    concurrency,
    slots: new Map(),
    executions: noOutcomes(),
    items: noOutcomes(),
    reached: 0,
    closed: false,
    ...(earlier && { earlier }),
  };
}

function noOutcomes(): Record<Ending, number> {
  return { SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0, ABORTED: 0 };
}

function keyOf({ execution, step, round }: Roster): string {
  return `${execution}#${step}.${round}`;
}

function placeOf({ startedAt, name }: MapRunRecord): string {
  return sortable(startedAt, name);
}
