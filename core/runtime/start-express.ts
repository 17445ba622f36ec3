/** Starts an Express execution: hands it to the function that runs it, and remembers nothing. */

import type { Timestamp } from '../engine/execution.ts';
import { expressId } from '../engine/execution-id.ts';
import { type Json, textOf } from '../json.ts';
import type { Runtime } from './runtime.ts';

/** Only an asynchronous invocation carries the input to where it is run. */
export const LONGEST_EXPRESS_INPUT = 262_144;

export interface ExpressRequest {
  machine: string;
  revision: string;
  name: string;
  input: Json;
  /** Tells it from others of its name; repetitions of one request share it. */
  run: string;
  testCase?: string;
  traceHeader?: string;
}

/** @returns the execution's id, and when it was started */
export async function startExpress(
  { ports }: Runtime,
  { input, ...request }: ExpressRequest,
): Promise<{ id: string; startedAt: Timestamp }> {
  const startedAt = ports.clock.now();
  await ports.invoker.startExpress({ ...request, input: textOf(input) });
  return { id: expressId(request.machine, request.name, request.run), startedAt };
}
