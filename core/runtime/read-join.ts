/** Reads the merged history of the children that one step started. */

import { joinOf, standingRound } from '../engine/execution.ts';
import { childId } from '../engine/execution-id.ts';
import {
  cutStretches,
  failedChild,
  joinedEvents,
  linkJoin,
  mergeChildren,
  opensJoin,
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
  const before = await roundBefore(store, opening);
  const start = before?.start ?? lastEventId;
  const failed = next && failedChild(next);
  const chain = { last: start };
  const linked = linkJoin(stretches, id, chain, lastEventId + 1, failed, before?.entries);
  const join = { ...linked, start };
  if (name !== undefined) joins.keep(name, join, join.stretches.length);
  return join;
}

/** The same children's history before they were redriven by the record `opening`. */
async function roundBefore(
  store: RecordReader,
  opening: StepRecord,
): Promise<JoinHistory | undefined> {
  const waiting = opening.state.current?.waiting;
  if (waiting?.for !== 'children' || waiting.redriven === undefined) return undefined;
  const { id } = opening.state;
  let next = opening;
  for (let step = opening.step - 1; step >= (waiting.join ?? step); step--) {
    const record = await store.read(id, step);
    if (!record) break;
    if (opensJoin(record)) return readJoin(store, record, next);
    next = record;
  }
  return undefined;
}

async function readChildren(
  store: RecordReader,
  opening: StepRecord,
  next: StepRecord | undefined,
): Promise<Stretch[]> {
  const expected = next && joinedEvents(opening, next);
  if (expected === 0) return [];
  const { id } = opening.state;
  const waiting = opening.state.current?.waiting;
  if (waiting?.for !== 'children') return [];
  const { count, join = opening.step, redriven } = waiting;
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
    if (redriven === undefined && batch.every((stretches) => stretches.length === 0)) break;
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
  const round = joinOf(parent) ?? parent.step;
  const name = `${child}@${round}@${parent.committedAt}`;
  const { children } = historyCacheOf(store);
  const known = children.get(name);
  if (known) return known;
  const stretches: Stretch[] = [];
  let hasEnded = false;
  for await (const stretch of stretchesOf(store, child, round)) {
    stretches.push(stretch);
    hasEnded ||= stretch.execution === child && stretch.status !== 'RUNNING';
  }
  if (hasEnded) children.keep(name, stretches, stretches.length);
  return stretches;
}

/** One child's whole history in a round, with that of its own children in between. */
async function* stretchesOf(
  store: RecordReader,
  child: string,
  round: number,
): AsyncGenerator<Stretch> {
  let opening: StepRecord | undefined;
  for await (const record of allRecords(store, child)) {
    const isIn = standingRound(record.state) === round;
    // A round that ends with the next is over without having been counted.
    if (opening) yield* await readChildren(store, opening, isIn ? record : undefined);
    opening = undefined;
    if (!isIn) continue;
    const stretch = stretchOf(record);
    if (stretch.types.length > 0 || stretch.status !== 'RUNNING' || stretch.opensJoin) {
      yield stretch;
    }
    if (stretch.opensJoin) opening = record;
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
