/** What must be true of every history, whatever happened. */

import { expect } from 'vitest';
import { readHistory } from '../../core/runtime/read-history.ts';
import type { World } from './world.ts';

/** Ids from 1 to the count that the last record states, each event after the one that it follows from. */
export async function expectWholeHistory(world: World, execution: string): Promise<void> {
  const query = { execution, reverse: false, limit: 100_000, maxBytes: 1e9 };
  const { events } = await readHistory(world.store, query);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ id, previousEventId }) => previousEventId >= id)).toEqual([]);
  expect((await world.last(execution)).lastEventId).toBe(events.length);
}
