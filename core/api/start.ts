/** The start of an execution, whichever door asked for it. */

import { executionArn } from '../arn.ts';
import type { Timestamp } from '../engine/execution.ts';
import type { Json } from '../json.ts';
import { startExecution } from '../runtime/start-execution.ts';
import { ApiError, typeNotSupported } from './errors.ts';
import { checkName, type FoundMachine } from './names.ts';
import type { ApiContext } from './operation.ts';

export interface Started {
  arn: string;
  startedAt: Timestamp;
}

/**
 * Starts an execution; the same name and input again, while it runs, is the same start.
 *
 * @throws {ApiError} InvalidName, StateMachineTypeNotSupported, ExecutionAlreadyExists
 */
export async function startNamed(
  { runtime, newId }: ApiContext,
  { machine, revision }: FoundMachine,
  name: string,
  input: Json,
): Promise<Started> {
  checkName(name);
  // Express machines can be made and changed; running them is not there yet.
  if (machine.type === 'EXPRESS') throw typeNotSupported();
  const result = await startExecution(runtime, {
    machine: machine.name,
    revision: revision.id,
    name,
    input,
    deliveryId: newId(),
  });
  const arn = executionArn(runtime.settings.home, result.id);
  if (result.outcome === 'started') return { arn, startedAt: result.startedAt };
  throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
}
