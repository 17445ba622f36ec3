/** Stops an execution and everything below it. */

import type { Failure } from '../asl/errors.ts';
import type { Timestamp } from '../engine/execution.ts';
import { deliverAgain, runStep } from './run-step.ts';
import type { Runtime } from './runtime.ts';

/**
 * @returns when it ended, which is earlier where it had ended before; `undefined` where there is no such execution
 */
export async function stopExecution(
  runtime: Runtime,
  execution: string,
  failure: Failure,
  deliveryId: string,
): Promise<Timestamp | undefined> {
  const { store } = runtime.ports;
  if (!(await store.read(execution, 0))) return undefined;
  await runStep(runtime, { execution, event: { type: 'StopRequested', failure } }, deliveryId);
  const last = await store.latest(execution);
  // An earlier request may have committed the end and died before it stopped the children.
  if (last && (await store.head(execution))?.status === 'RUNNING')
    await deliverAgain(runtime, last);
  return last?.committedAt;
}
