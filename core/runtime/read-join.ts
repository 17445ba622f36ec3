/** Reads the merged history of the children that one step started. */

import { childId } from '../engine/execution-id.ts';
import {
  cutStretches,
  type Ends,
  joinedEvents,
  type LinkedStretch,
  linkJoin,
  mergeChildren,
  type Stretch,
  stretchOf,
} from '../engine/history-view.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Store } from '../ports.ts';

export interface JoinHistory {
  stretches: LinkedStretch[];
  ends: Ends;
}

const CHILDREN_AT_ONCE = 32;
const RECORDS_AT_ONCE = 100;

/** Together the kept joins have at most so many stretches, some 100 bytes each. */
const KEPT_STRETCHES = 300_000;

const kept = new WeakMap<Store, Map<string, JoinHistory>>();

/**
 * The events of the children that `opening` started, in their order.
 *
 * @param next the parent's record after it: the join is over, and its history will never change
 */
export async function readJoin(
  store: Store,
  opening: StepRecord,
  next: StepRecord | undefined,
): Promise<JoinHistory> {
  const name = next && `${next.state.id}/${next.step}@${next.committedAt}`;
  const known = name === undefined ? undefined : kept.get(store)?.get(name);
  if (known) return known;
  const stretches = await readChildren(store, opening, next);
  const { id, lastEventId } = opening.state;
  const join = linkJoin(stretches, id, { last: lastEventId }, lastEventId + 1);
  if (name !== undefined) keep(store, name, join);
  return join;
}

async function readChildren(
  store: Store,
  opening: StepRecord,
  next: StepRecord | undefined,
): Promise<Stretch[]> {
  const expected = next && joinedEvents(opening, next);
  if (expected === 0) return [];
  const { id } = opening.state;
  const count = childCount(opening);
  const children: Stretch[][] = [];
  while (children.length < count) {
    const size = Math.min(CHILDREN_AT_ONCE, count - children.length);
    const batch = await Promise.all(
      Array.from({ length: size }, (_, i) =>
        readStretches(store, childId(id, opening.step, children.length + i)),
      ),
    );
    children.push(...batch);
    // Children start in the order of their indexes: behind a batch that has not started, none has.
    if (batch.every((stretches) => stretches.length === 0)) break;
  }
  const merged = mergeChildren(children);
  return expected === undefined ? merged : cutStretches(merged, expected, id);
}

/** One child's whole history, with that of its own children in between. */
async function readStretches(store: Store, execution: string): Promise<Stretch[]> {
  const stretches: Stretch[] = [];
  let opening: StepRecord | undefined;
  for await (const record of allRecords(store, execution)) {
    if (opening) stretches.push(...(await readChildren(store, opening, record)));
    const stretch = stretchOf(record);
    if (stretch.types.length > 0 || stretch.status !== 'RUNNING') stretches.push(stretch);
    opening = stretch.opensJoin ? record : undefined;
  }
  if (opening) stretches.push(...(await readChildren(store, opening, undefined)));
  return stretches;
}

async function* allRecords(store: Store, execution: string): AsyncGenerator<StepRecord> {
  let from = 0;
  for (;;) {
    const records = await store.records(execution, from, RECORDS_AT_ONCE);
    yield* records;
    const last = records.at(-1);
    if (!last || records.length < RECORDS_AT_ONCE) return;
    from = last.step + 1;
  }
}

function childCount(record: StepRecord): number {
  const start = record.commands.find(({ type }) => type === 'StartChildren');
  return start?.type === 'StartChildren' ? start.count : 0;
}

function keep(store: Store, name: string, join: JoinHistory): void {
  const joins = kept.get(store) ?? new Map<string, JoinHistory>();
  kept.set(store, joins);
  joins.set(name, join);
  let size = 0;
  for (const { stretches } of joins.values()) size += stretches.length;
  for (const [oldest, { stretches }] of joins) {
    if (size <= KEPT_STRETCHES || oldest === name) break;
    size -= stretches.length;
    joins.delete(oldest);
  }
}
