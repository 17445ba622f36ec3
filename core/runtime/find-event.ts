/** Finds where in an execution's log an event lies, without reading what comes before it. */

import { opensJoin } from '../engine/history-view.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Store } from '../ports.ts';
import type { HistoryPosition } from './read-history.ts';

export interface LogEnd {
  /** How far events are counted: those of children that still run are not. */
  lastEventId: number;
  /** Whether children are at work, whose events come after the last one. */
  open: boolean;
}

/** How many events there are. `undefined` where there is no such execution. */
export async function logEndOf(store: Store, execution: string): Promise<LogEnd | undefined> {
  const latest = await store.latest(execution);
  return latest && { lastEventId: latest.state.lastEventId, open: opensJoin(latest) };
}

/** Where an event lies, or would: the last record that begins at it or before it. A few reads, however long the log. */
export async function findEvent(
  store: Store,
  execution: string,
  id: number,
): Promise<HistoryPosition> {
  let low = 0;
  let high = (await store.latest(execution))?.step ?? 0;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const record = await store.read(execution, middle);
    if (record && firstIdOf(record) <= id) low = middle;
    else high = middle - 1;
  }
  return { id, step: low };
}

function firstIdOf({ state, history }: StepRecord): number {
  return state.lastEventId - history.length + 1;
}
