/** The start of an execution, whichever door asked for it. */

import { executionArn } from '../arn.ts';
import type { Origin, Timestamp } from '../engine/execution.ts';
import { type Json, textOf } from '../json.ts';
import { viaOf } from '../runtime/resolve-machine.ts';
import { startExecution } from '../runtime/start-execution.ts';
import {
  type ExpressRequest,
  LONGEST_EXPRESS_INPUT,
  startExpress,
} from '../runtime/start-express.ts';
import { ApiError } from './errors.ts';
import { checkInputLength } from './execution-input.ts';
import { checkActive, checkName, type FoundMachine } from './names.ts';
import type { ApiContext } from './operation.ts';

export interface Started {
  arn: string;
  startedAt: Timestamp;
}

/**
 * Starts an execution; of a Standard machine, the same name and input again, while it runs, is the same start.
 *
 * @throws {ApiError} InvalidName, StateMachineDeleting, ExecutionAlreadyExists, ValidationException
 */
export async function startNamed(
  context: ApiContext,
  found: FoundMachine,
  name: string,
  input: Json,
  origin: Pick<Origin, 'testCase' | 'traceHeader'> = {},
): Promise<Started> {
  const { machine, revision } = found;
  const via = viaOf(found);
  checkName(name);
  checkActive(context, machine);
  if (machine.type === 'EXPRESS') {
    return startOfExpress(context, found, { name, input, ...origin });
  }
  const { runtime, newId } = context;
  const result = await startExecution(runtime, {
    machine: machine.name,
    revision: revision.id,
    name,
    input,
    deliveryId: newId(),
    ...(via && { via }),
    ...origin,
  });
  const arn = executionArn(runtime.settings.home, result.id);
  if (result.outcome === 'started') return { arn, startedAt: result.startedAt };
  throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
}

async function startOfExpress(
  { runtime, newId }: ApiContext,
  { machine, revision }: FoundMachine,
  asked: Pick<ExpressRequest, 'name' | 'input' | 'testCase' | 'traceHeader'>,
): Promise<Started> {
  checkInputLength(textOf(asked.input), LONGEST_EXPRESS_INPUT);
  const { id, startedAt } = await startExpress(runtime, {
    machine: machine.name,
    revision: revision.id,
    ...asked,
    run: newId(),
  });
  return { arn: executionArn(runtime.settings.home, id), startedAt };
}
