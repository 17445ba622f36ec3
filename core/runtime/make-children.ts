/** Makes some of the children of a Map with many items: reads what comes next, and writes their first records. */

import { StatesError } from '../asl/errors.ts';
import { QueryEvaluationError } from '../asl/jsonata/errors.ts';
import { beginPart, type Part } from '../engine/begin-part.ts';
import type { Event } from '../engine/events.ts';
import type { Machine } from '../engine/machine.ts';
import { stateOf } from '../engine/machine.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { createChildren } from './create-children.ts';
import { envOf } from './env.ts';
import { readPart } from './item-reader/read-part.ts';
import { machineOf } from './load-machine.ts';
import type { Runtime } from './runtime.ts';

/**
 * The children are there before the record that tells of them: again, the same are written over them. None starts before
 * all are made.
 */
export async function makeChildren(runtime: Runtime, record: StepRecord): Promise<Event> {
  const machine = await machineOf(runtime, record.state);
  const env = { ...(await envOf(runtime, machine, record)), now: record.committedAt };
  try {
    const read = await nextItems(runtime, machine, record, env.mostChildren ?? Infinity);
    const { children, event } = await beginPart(machine, record, env, read);
    await createChildren(runtime, record, children);
    return event;
  } catch (thrown) {
    if (!(thrown instanceof StatesError)) throw thrown;
    const { error, message: cause, isWhole } = thrown;
    const location = thrown instanceof QueryEvaluationError ? thrown.location : undefined;
    const failed = { error, cause, isWhole, ...(location !== undefined && { location }) };
    return { type: 'ItemsFailed', ...failed };
  }
}

/** `undefined` where the items stand in the state. */
async function nextItems(
  runtime: Runtime,
  machine: Machine,
  { state: { current } }: StepRecord,
  most: number,
): Promise<Part | undefined> {
  const waiting = current?.waiting;
  if (waiting?.for !== 'items' || !waiting.reading) return undefined;
  const { reading, position, taken } = waiting;
  const state = stateOf(machine, current?.name ?? '');
  const isBatched = state.Type === 'Map' && state.ItemBatcher !== undefined;
  const left = reading.maxItems - taken;
  const limit = Math.min(left, isBatched ? Infinity : most);
  const part = await readPart(runtime, machine, reading, position, limit);
  return { ...part, isLast: part.isLast || part.items.length === left };
}
