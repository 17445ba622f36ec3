/** The children of a Map Run with what is shown of them when they have ended. */

import { childId } from '../engine/execution-id.ts';
import type { EndedChild } from '../engine/map-results.ts';
import type { Roster, Store } from '../ports.ts';

/** So many children from an index on, in their order. */
export async function endedChildren(
  store: Store,
  { execution, step }: Pick<Roster, 'execution' | 'step'>,
  from: number,
  count: number,
): Promise<EndedChild[]> {
  const ids = Array.from({ length: count }, (_, offset) => childId(execution, step, from + offset));
  const [last, firsts] = await Promise.all([
    store.latestOf(ids),
    Promise.all(ids.map((id) => store.read(id, 0))),
  ]);
  const byId = new Map(last.map((record) => [record.state.id, record]));
  return ids.flatMap((id, offset) => {
    const record = byId.get(id);
    const input = firsts[offset]?.state.current?.input;
    if (!record || input === undefined) return [];
    const { state, committedAt: endedAt } = record;
    return [{ input, state, endedAt, isPending: record.step === 0 }];
  });
}
