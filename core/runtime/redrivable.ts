/** Whether an execution can be redriven. https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */

import { hasEnded } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Runtime } from './runtime.ts';

const REDRIVABLE_FOR_MS = 14 * 86_400_000;

/** What keeps an execution from being redriven, in AWS's words; `undefined` where nothing does. */
export async function redriveObstacle(
  { ports }: Runtime,
  { state, committedAt }: StepRecord,
): Promise<string | undefined> {
  if (!hasEnded(state) || state.status === 'SUCCEEDED') {
    return `Execution is ${state.status} and cannot be redriven`;
  }
  const machine = await ports.machines.get(rootOf(state.id).machine);
  // A machine that has taken the name since is another one.
  if (machine?.status !== 'ACTIVE' || machine.createdAt > state.startedAt) {
    return 'State machine is in DELETING status';
  }
  if (!state.stood) return 'Execution was started before the launch of RedriveExecution';
  const isOver = ports.clock.now() > committedAt + REDRIVABLE_FOR_MS;
  return isOver ? 'Execution redrivable period exceeded' : undefined;
}
