/** How an execution that a Task started has ended, as that Task's result. */

import { executionArn, stateMachineArn } from '../arn.ts';
import { executionInput } from '../engine/begin-execution.ts';
import { type ExecutionStatus, hasEnded } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { Outcome } from '../integrations/integration.ts';
import { type Json, type JsonObject, textOf } from '../json.ts';
import type { Runtime } from './runtime.ts';

/**
 * The execution's description as DescribeExecution gives it, members in the order of their names; `undefined` while it runs.
 *
 * @param parsed the result shows input and output as JSON, not as text
 */
export async function nestedOutcome(
  { ports, settings }: Runtime,
  execution: string,
  parsed: boolean,
): Promise<Outcome | undefined> {
  const last = await ports.store.latest(execution);
  if (!last || !hasEnded(last.state)) return undefined;
  const first = await ports.store.read(execution, 0);
  const { status, output, startedAt, failure = {} } = last.state;
  const succeeded = status === 'SUCCEEDED';
  const shown = (value: Json) => (succeeded && parsed ? value : textOf(value));
  const { machine, name } = rootOf(execution);
  const description: JsonObject = {
    ...(failure.cause !== undefined && { Cause: failure.cause }),
    ...(failure.error !== undefined && { Error: failure.error }),
    ExecutionArn: executionArn(settings.home, execution),
    Input: shown(executionInput(first) ?? {}),
    InputDetails: { Included: true },
    Name: name,
    ...(output !== undefined && { Output: shown(output), OutputDetails: { Included: true } }),
    ...redrive(status),
    StartDate: startedAt,
    StateMachineArn: stateMachineArn(settings.home, machine),
    Status: status,
    StopDate: last.committedAt,
  };
  if (succeeded) return { type: 'TaskSucceeded', output: description };
  const cause = textOf(description);
  return { type: 'TaskFailed', failure: { error: 'States.TaskFailed', cause } };
}

function redrive(status: ExecutionStatus): JsonObject {
  if (status !== 'SUCCEEDED') return { RedriveCount: 0, RedriveStatus: 'REDRIVABLE' };
  return {
    RedriveCount: 0,
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: `Execution is ${status} and cannot be redriven`,
  };
}
