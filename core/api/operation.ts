/** What an operation of the API is, and what it works with. */

import type { Timestamp } from '../engine/execution.ts';
import type { JsonObject } from '../json.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { checkInput, type InputOf, type Shape } from './shape.ts';

export interface ApiContext {
  runtime: Runtime;
  /** A new UUID. */
  newId(): string;
  /** A random number from 0 up to, not including, 1: chooses between the versions of an alias. */
  random(): number;
  /** How long GetActivityTask waits for a task, in ms: the transport must bear it. Absent: not at all. */
  activityWaitMs?: number;
}

export interface Operation {
  input: Shape;
  /** @throws {ApiError} what AWS would refuse */
  handle(context: ApiContext, input: JsonObject): Promise<JsonObject>;
}

/** An operation whose handler sees only input that fits the shape. */
export function defineOperation<S extends Shape>(
  input: S,
  handle: (context: ApiContext, input: InputOf<S>) => Promise<JsonObject>,
): Operation {
  return { input, handle: (context, given) => handle(context, checkInput(input, given)) };
}

/** A time as AWS JSON writes it: seconds since the epoch, with a fraction. */
export function epochSeconds(at: Timestamp): number {
  return at / 1000;
}
