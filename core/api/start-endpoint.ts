/** The other two ways to start an execution: `POST /stateMachines/{name}/executions`, and an event of EventBridge. */

import { createHash } from 'node:crypto';
import { stateMachineArn } from '../arn.ts';
import type { Json } from '../json.ts';
import { isValidName, MAX_NAME_LENGTH } from '../valid-name.ts';
import { answerEndpoint, createdAnswer, type EndpointAnswer, problem } from './endpoint.ts';
import { ApiError, machineDoesNotExist } from './errors.ts';
import { inputLimit, parseExecutionInput } from './execution-input.ts';
import { findMachine, machineOf } from './names.ts';
import type { ApiContext } from './operation.ts';
import { type Started, startNamed } from './start.ts';

export interface StartPathRequest {
  /** The state machine's name, as the path gives it, decoded: alone, or with a version or an alias behind a colon. */
  stateMachine: string;
  /** The execution's input; an empty body stands for `{}`. */
  body: string;
  /** The header `Idempotency-Key`: the execution's name. */
  idempotencyKey?: string;
}

/** What an EventBridge target hands over. */
export interface StartEvent {
  /** The state machine's name, as above, or the ARN of it, a version or an alias. */
  stateMachine: string;
  /** The event's id, which its redelivery shares. */
  id: string;
  input: Json;
}

/** Answers the start endpoint: 201 with the execution's ARN, or a problem (RFC 9457). Never throws. */
export async function startByPath(
  context: ApiContext,
  { stateMachine, body, idempotencyKey }: StartPathRequest,
): Promise<EndpointAnswer> {
  const { runtime } = context;
  const limit = inputLimit(runtime);
  if (Buffer.byteLength(body) > limit) {
    return problem(413, 'InputTooLarge', `The input may have ${limit} bytes at most.`);
  }
  return answerEndpoint(async () => {
    const input = parseExecutionInput(runtime, body === '' ? '{}' : body);
    const machine = await findMachine(runtime.ports, stateMachine, context.random());
    if (!machine) throw machineDoesNotExist(stateMachineArn(runtime.settings.home, stateMachine));
    const name = idempotencyKey ?? context.newId();
    return created(await startNamed(context, machine, name, input));
  });
}

/**
 * Starts an execution for an event; an event that comes again starts nothing twice.
 *
 * @returns the execution's ARN; `undefined` when an earlier delivery had started it
 * @throws {ApiError} InvalidArn, StateMachineDoesNotExist, StateMachineTypeNotSupported
 */
export async function startByEvent(
  context: ApiContext,
  { stateMachine, id, input }: StartEvent,
): Promise<string | undefined> {
  const { home } = context.runtime.settings;
  const arn = stateMachine.startsWith('arn:') ? stateMachine : stateMachineArn(home, stateMachine);
  const machine = await machineOf(context, arn, context.random());
  try {
    return (await startNamed(context, machine, executionNameOf(id), input)).arn;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'ExecutionAlreadyExists') return undefined;
    throw error;
  }
}

/** An event's id as the name of an execution; ids that are no names get a digest, so that they stay apart. */
export function executionNameOf(id: string): string {
  if (isValidName(id)) return id;
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 16);
  const readable = id.replaceAll(/[^A-Za-z0-9_.-]/g, '_').slice(0, MAX_NAME_LENGTH - 17);
  return `${readable}-${digest}`;
}

function created({ arn, startedAt }: Started): EndpointAnswer {
  return createdAnswer(arn, { startDate: new Date(startedAt).toISOString() });
}
