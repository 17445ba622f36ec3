/** Starts an execution for a Task, without AWS, for it is ours. https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */

import { executionArn, stateMachineArn } from '../arn.ts';
import { seededRandom } from '../asl/random.ts';
import type { Timestamp } from '../engine/execution.ts';
import { attemptId } from '../integrations/attempt-id.ts';
import type { Call } from '../integrations/integration.ts';
import { textOf } from '../json.ts';
import type { Attempt, TaskResponse } from '../ports.ts';
import { isValidName } from '../valid-name.ts';
import { inputOf, nameOfAttempt, nestedRequest } from './nested-request.ts';
import { resolveMachine, viaOf } from './resolve-machine.ts';
import type { Runtime } from './runtime.ts';
import { startExecution } from './start-execution.ts';
import { startExpress } from './start-express.ts';

export interface NestedStart {
  response: TaskResponse;
  /** The id of the execution, where there is one. */
  execution?: string;
  /** It was started by this attempt, and so will tell it of its end. */
  own: boolean;
}

/**
 * Answers a call as the service would. Asked again by the same attempt, it starts nothing.
 *
 * @param waits whether the attempt goes on waiting for the end of the execution
 * @param trace the trace that the caller is part of
 */
export async function startNested(
  runtime: Runtime,
  attempt: Attempt,
  call: Call,
  { waits, trace }: { waits: boolean; trace: string | undefined },
): Promise<NestedStart> {
  const { home } = runtime.settings;
  const asked = nestedRequest(home, attempt, call.parameters);
  if (typeof asked === 'string') {
    return { response: { type: 'unusable', reason: asked }, own: false };
  }
  const requestId = attemptId(`request of ${nameOfAttempt(attempt)}`);
  const refused = (code: string, message: string): NestedStart => ({
    response: { type: 'refused', status: 400, code, message, requestId, modelled: true },
    own: false,
  });
  if (!asked.stateMachineArn.startsWith('arn:')) {
    return refused('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${asked.stateMachineArn}'`);
  }
  // Ids are made of names, with colons and slashes between them.
  if (!isValidName(asked.name)) return refused('InvalidName', `Invalid Name: '${asked.name}'`);
  const { machines, clock } = runtime.ports;
  // The same attempt, asked again, is led to the same version of an alias.
  const draw = seededRandom(`version for ${nameOfAttempt(attempt)}`).next();
  const found = asked.machine && (await resolveMachine(machines, asked.machine, draw));
  if (!found) {
    const message = `State Machine Does Not Exist: '${asked.stateMachineArn}'`;
    return refused('StateMachineDoesNotExist', message);
  }
  const { machine, revisionId } = found;
  if (machine.status !== 'ACTIVE') {
    const message = `State Machine is being deleted: '${stateMachineArn(home, machine.name)}'`;
    return refused('StateMachineDeleting', message);
  }
  const { traceHeader = trace } = asked;
  const traced = { ...(traceHeader !== undefined && { traceHeader }) };
  const isExpress = machine.type === 'EXPRESS';
  // Nothing remembers an Express execution, so nobody could tell of its end.
  if (isExpress && waits) {
    const message = 'This operation is not supported by this type of state machine';
    return refused('StateMachineTypeNotSupported', message);
  }
  const input = inputOf(asked);
  if (input === undefined) {
    const message = `Invalid State Machine Execution Input: 'Could not parse ${textOf(asked.input)}'`;
    return refused('InvalidExecutionInput', message);
  }
  if (isExpress) {
    const { id, startedAt } = await startExpress(runtime, {
      machine: machine.name,
      revision: revisionId,
      name: asked.name,
      input,
      run: attemptId(nameOfAttempt(attempt)),
      ...traced,
    });
    const arn = executionArn(home, id);
    return { response: answerOf(arn, startedAt, clock.now(), requestId, call), own: false };
  }
  const via = viaOf(found);
  const started = await startExecution(runtime, {
    machine: machine.name,
    revision: revisionId,
    name: asked.name,
    input,
    deliveryId: `start by ${nameOfAttempt(attempt)}`,
    caller: { execution: attempt.execution, attempt: attempt.step, waits },
    ...(via && { via }),
    ...traced,
  });
  const arn = executionArn(home, started.id);
  if (started.outcome === 'taken') {
    return refused('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }
  const { startedAt, caller } = started;
  return {
    response: answerOf(arn, startedAt, clock.now(), requestId, call),
    execution: started.id,
    own: caller?.execution === attempt.execution && caller.attempt === attempt.step,
  };
}

function answerOf(
  arn: string,
  startedAt: Timestamp,
  now: Timestamp,
  requestId: string,
  { names }: Call,
): TaskResponse {
  // The service writes times as Java writes doubles: 1.732391234567E9.
  const startDate = `${(startedAt / 1e12).toFixed(12)}E9`;
  const body = `{"executionArn":${JSON.stringify(arn)},"startDate":${startDate}}`;
  const headers = {
    'x-amzn-requestid': requestId,
    connection: 'keep-alive',
    'content-length': String(body.length),
    date: new Date(now).toUTCString(),
    'content-type': 'application/x-amz-json-1.0',
  };
  const StartDate = names === 'java' ? new Date(startedAt).toISOString() : startedAt;
  const output = { ExecutionArn: arn, StartDate };
  return { type: 'answered', status: 200, headers, output };
}
