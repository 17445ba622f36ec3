/** Reads the merged history of the children that one step started. */

import { joinOf } from '../engine/execution.ts';
import { childId } from '../engine/execution-id.ts';
import {
  cutStretches,
  failedChild,
  joinedEvents,
  linkJoin,
  mergeChildren,
  type Stretch,
  stretchOf,
} from '../engine/history-view.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { historyCacheOf, type JoinHistory, type RecordReader } from './history-cache.ts';

const CHILDREN_AT_ONCE = 32;
const RECORDS_AT_ONCE = 100;

/**
 * The events of the children that `opening` started, in their order.
 *
 * @param next the parent's record after it: the join is over, and its history will never change
 */
export async function readJoin(
  store: RecordReader,
  opening: StepRecord,
  next: StepRecord | undefined,
): Promise<JoinHistory> {
  const name = next && `${next.state.id}/${next.step}@${next.committedAt}`;
  const { joins } = historyCacheOf(store);
  const known = name === undefined ? undefined : joins.get(name);
  if (known) return known;
  const stretches = await readChildren(store, opening, next);
  const { id, lastEventId } = opening.state;
  const join = linkJoin(
    stretches,
    id,
    { last: lastEventId },
    lastEventId + 1,
    next && failedChild(next),
  );
  if (name !== undefined) joins.keep(name, join, join.stretches.length);
  return join;
}

async function readChildren(
  store: RecordReader,
  opening: StepRecord,
  next: StepRecord | undefined,
): Promise<Stretch[]> {
  const expected = next && joinedEvents(opening, next);
  if (expected === 0) return [];
  const { id } = opening.state;
  const join = joinOf(opening) ?? opening.step;
  const count = childCount(opening);
  const children: Stretch[][] = [];
  while (children.length < count) {
    const size = Math.min(CHILDREN_AT_ONCE, count - children.length);
    const batch = await Promise.all(
      Array.from({ length: size }, (_, i) =>
        readChild(store, childId(id, join, children.length + i), opening),
      ),
    );
    children.push(...batch);
    // Children start in the order of their indexes: behind a batch that has not started, none has.
    if (batch.every((stretches) => stretches.length === 0)) break;
  }
  const merged = mergeChildren(children);
  if (!next || expected === undefined) return merged;
  return cutStretches(merged, expected, failedChild(next));
}

async function readChild(
  store: RecordReader,
  child: string,
  parent: StepRecord,
): Promise<Stretch[]> {
  const name = `${child}@${parent.committedAt}`;
  const { children } = historyCacheOf(store);
  const known = children.get(name);
  if (known) return known;
  const stretches: Stretch[] = [];
  let hasEnded = false;
  for await (const stretch of stretchesOf(store, child)) {
    stretches.push(stretch);
    hasEnded ||= stretch.execution === child && stretch.status !== 'RUNNING';
  }
  if (hasEnded) children.keep(name, stretches, stretches.length);
  return stretches;
}

/** One child's whole history, with that of its own children in between. */
async function* stretchesOf(store: RecordReader, child: string): AsyncGenerator<Stretch> {
  let opening: StepRecord | undefined;
  for await (const record of allRecords(store, child)) {
    if (opening) yield* await readChildren(store, opening, record);
    const stretch = stretchOf(record);
    if (stretch.types.length > 0 || stretch.status !== 'RUNNING') yield stretch;
    opening = stretch.opensJoin ? record : undefined;
  }
  if (opening) yield* await readChildren(store, opening, undefined);
}

async function* allRecords(store: RecordReader, execution: string): AsyncGenerator<StepRecord> {
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
