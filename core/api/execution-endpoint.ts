/** What Treadle does with executions beyond AWS: `POST /executions/{id}/redrive` with changes, and `POST /executions/{id}/fork`. */

import { executionArn, stateMachineArn } from '../arn.ts';
import { describeJsonError } from '../asl/validate/json-error.ts';
import { rootOf } from '../engine/execution-id.ts';
import { isObject, type Json, type JsonObject, parseJson, textOf } from '../json.ts';
import { type ForkPoint, findForkPoint, forkExecution } from '../runtime/fork-execution.ts';
import { keepDefinition } from './edited-definition.ts';
import { answerEndpoint, createdAnswer, type EndpointAnswer, okAnswer } from './endpoint.ts';
import { ApiError, executionDoesNotExist, machineDoesNotExist, validationError } from './errors.ts';
import { checkInputLength, inputLimit } from './execution-input.ts';
import { startedIdOf } from './executions.ts';
import { checkActive, checkName } from './names.ts';
import type { ApiContext } from './operation.ts';
import { redrive } from './redrive.ts';

export interface ExecutionRequest {
  /** `machine:name` or the execution's ARN, decoded. */
  id: string;
  body: string;
}

/** Answers the redrive endpoint: 200 with `redriveDate`, or a problem. Never throws. */
export function redriveByPath(
  context: ApiContext,
  { id, body }: ExecutionRequest,
): Promise<EndpointAnswer> {
  return answerEndpoint(async () => {
    const asked = bodyOf(body, ['definition', 'input', 'clientToken']);
    const clientToken = textIn(asked, 'clientToken');
    if (clientToken !== undefined && !/^[!-~]{1,64}$/.test(clientToken)) {
      throw validationError('clientToken must be 1 to 64 printable ASCII characters.');
    }
    const execution = await idOf(context, id);
    const definition = definitionIn(asked);
    const at = await redrive(context, {
      id: execution,
      ...(clientToken !== undefined && { clientToken }),
      ...inputIn(context, asked),
      ...(definition !== undefined && { definition }),
    });
    const arn = executionArn(context.runtime.settings.home, execution);
    return okAnswer({ executionArn: arn, redriveDate: new Date(at).toISOString() });
  });
}

/** Answers the fork endpoint: 201 with the new execution's ARN, or a problem. Never throws. */
export function forkByPath(
  context: ApiContext,
  { id, body }: ExecutionRequest,
): Promise<EndpointAnswer> {
  return answerEndpoint(async () => {
    const asked = bodyOf(body, ['step', 'eventId', 'name', 'input', 'definition']);
    const { runtime } = context;
    const { home } = runtime.settings;
    const execution = await idOf(context, id);
    const name = textIn(asked, 'name') ?? context.newId();
    checkName(name);
    const input = inputIn(context, asked);
    const point = await pointOf(context, execution, asked);
    const { machine: machineName } = rootOf(execution);
    const machine = await runtime.ports.machines.get(machineName);
    if (!machine) throw machineDoesNotExist(stateMachineArn(home, machineName));
    checkActive(context, machine);
    const definition = definitionIn(asked);
    const revision =
      definition === undefined
        ? undefined
        : await keepDefinition(context, point.record.state, point.current, definition, false);
    const started = await forkExecution(runtime, {
      point,
      name,
      ...input,
      ...(revision !== undefined && { revision }),
      deliveryId: context.newId(),
    });
    const arn = executionArn(home, started.id);
    if (started.outcome === 'taken') {
      throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    return createdAnswer(arn, {
      startDate: new Date(started.startedAt).toISOString(),
      forkedFrom: {
        executionArn: executionArn(home, execution),
        step: point.record.step,
        eventId: point.record.state.lastEventId,
        state: point.current.name,
      },
    });
  });
}

function idOf(context: ApiContext, id: string): Promise<string> {
  const { home } = context.runtime.settings;
  return startedIdOf(context, id.startsWith('arn:') ? id : executionArn(home, id));
}

/** @throws {ApiError} where there is no such place, or nothing left to do at it */
async function pointOf(
  { runtime }: ApiContext,
  execution: string,
  asked: JsonObject,
): Promise<ForkPoint> {
  const [step, eventId] = [numberIn(asked, 'step', 0), numberIn(asked, 'eventId', 1)];
  if ((step === undefined) === (eventId === undefined)) {
    throw validationError('Give either step or eventId: where in the execution the fork begins.');
  }
  const what = step === undefined ? 'history event' : 'step';
  const at = step === undefined ? { eventId: eventId ?? 0 } : { step };
  const arn = executionArn(runtime.settings.home, execution);
  const found = await findForkPoint(runtime, execution, at);
  if (found === 'missing') throw executionDoesNotExist(arn);
  if (found === 'over') {
    const detail = `The execution had succeeded with that ${what}; nothing is left to fork.`;
    throw new ApiError('NothingToFork', detail);
  }
  if ('beyond' in found) {
    throw validationError(`The execution has no such ${what} yet: the last is ${found.beyond}.`);
  }
  return found;
}

/** The members of a body, which may be empty. @throws {ApiError} where it has others than those, or is no object */
function bodyOf(body: string, members: string[]): JsonObject {
  const asked = body.trim() === '' ? {} : parse(body);
  if (!isObject(asked)) throw validationError('The body must be a JSON object.');
  const stray = Object.keys(asked).find((name) => !members.includes(name));
  if (stray === undefined) return asked;
  throw validationError(`The body takes ${members.join(', ')}, and no ${JSON.stringify(stray)}.`);
}

function parse(body: string): Json {
  const error = describeJsonError(body);
  if (error) throw validationError(`The body is not JSON: ${error.message}`);
  return parseJson(body);
}

function textIn(asked: JsonObject, name: string): string | undefined {
  const value = asked[name];
  if (value === undefined || typeof value === 'string') return value;
  throw validationError(`${name} must be a string.`);
}

function numberIn(asked: JsonObject, name: string, least: number): number | undefined {
  const value = asked[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw validationError(`${name} must be a whole number from ${least} on.`);
}

/** A definition may come as text, or as the JSON that it is. */
function definitionIn({ definition }: JsonObject): string | undefined {
  if (definition === undefined || typeof definition === 'string') return definition;
  if (isObject(definition)) return textOf(definition);
  throw validationError('definition must be a state machine definition: an object, or its text.');
}

function inputIn({ runtime }: ApiContext, { input }: JsonObject): { input?: Json } {
  if (input === undefined) return {};
  checkInputLength(textOf(input), inputLimit(runtime));
  return { input };
}
