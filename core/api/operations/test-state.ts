/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */

import { stateOf } from '../../engine/machine.ts';
import { isObject, type Json, type JsonObject, parseJson, textOf } from '../../json.ts';
import {
  type StateTest,
  type StateTestResult,
  TooManyFailures,
  testState as test,
} from '../../runtime/test-state.ts';
import { requiredDefinition } from '../definition.ts';
import { validationError } from '../errors.ts';
import { parseExecutionInput } from '../execution-input.ts';
import { checkRoleArn, optionalArn } from '../names.ts';
import { type ApiContext, defineOperation } from '../operation.ts';
import { answer, flag, type InputOf, integer, structure, text } from '../shape.ts';
import { testedContext } from '../tested-context.ts';
import { testedState } from '../tested-definition.ts';
import { checkMock, checkNeedOfMock, mockOf, mockShape } from '../tested-mock.ts';

const shape = {
  definition: requiredDefinition(),
  roleArn: optionalArn(),
  input: text(),
  inspectionLevel: text({ values: ['INFO', 'DEBUG', 'TRACE'] }),
  revealSecrets: flag(),
  variables: text(),
  stateName: text({ min: 1, max: 80 }),
  mock: structure(mockShape),
  context: text(),
  stateConfiguration: structure({
    retrierRetryCount: integer({ min: 0 }),
    errorCausedByState: text({ min: 1, max: 80 }),
    mapIterationFailureCount: integer({ min: 0 }),
    mapItemReaderData: text(),
  }),
};

type Input = InputOf<typeof shape>;

export const testState = defineOperation(shape, async (context, input) => {
  const { runtime } = context;
  try {
    const result = await test(runtime, await stateTest(context, input));
    return shown(result, input.inspectionLevel ?? 'INFO');
  } catch (error) {
    if (!(error instanceof TooManyFailures)) throw error;
    throw validationError(
      'Map iteration failure count must be less than or equal to the number of Map iterations',
    );
  }
});

/** @throws {ApiError} for whatever of the request cannot be tested */
async function stateTest(context: ApiContext, input: Input): Promise<StateTest> {
  const { mock, roleArn, stateConfiguration } = input;
  if (roleArn !== undefined) checkRoleArn(roleArn);
  if (mock) checkMock(mock);
  else if (stateConfiguration?.mapIterationFailureCount !== undefined) {
    throw validationError(
      'TestState does not support MapIterationFailureCount when a mock is not specified.',
    );
  }
  const tested = await testedState(input.definition, input.stateName, {
    name: context.newId(),
    roleArn: roleArn ?? '',
  });
  const state = stateOf(tested.machine, tested.state);
  checkNeedOfMock(state, mock !== undefined, roleArn !== undefined);
  const given = input.context;
  const readItems = stateConfiguration?.mapItemReaderData;
  return {
    ...tested,
    input: parseExecutionInput(context.runtime, input.input ?? '{}'),
    execution: context.newId(),
    variables: variablesOf(input.variables),
    retries: stateConfiguration?.retrierRetryCount ?? 0,
    failedIterations: stateConfiguration?.mapIterationFailureCount ?? 0,
    ...(input.inspectionLevel === 'TRACE' && {
      trace: input.revealSecrets ? 'revealed' : 'hidden',
    }),
    ...(mock && { mock: await mockOf(context.runtime, state, mock) }),
    ...(given !== undefined && { context: testedContext(given, state) }),
    ...(readItems !== undefined && { readItems: itemsOf(readItems) }),
  };
}

function variablesOf(text = '{}'): JsonObject {
  const variables = parsed(text);
  if (isObject(variables)) return variables;
  throw validationError('Variables must be a valid JSON object');
}

function itemsOf(text: string): Json[] {
  const items = parsed(text);
  if (Array.isArray(items)) return items;
  throw validationError('MapItemReaderData must be a valid JSON array');
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function shown(result: StateTestResult, level: string): JsonObject {
  const { output, failure, next, status } = result;
  return answer({
    output: output === undefined ? undefined : textOf(output),
    error: failure?.error,
    cause: failure?.cause,
    inspectionData: level === 'INFO' ? undefined : inspectionData(result),
    nextState: next,
    status,
  });
}

function inspectionData({ documents, numbers, trace, errorDetails }: StateTestResult): JsonObject {
  const texts = Object.entries(documents).map(([stage, value]) => [stage, textOf(value)]);
  const hasDetails = errorDetails && Object.keys(errorDetails).length > 0;
  return {
    ...Object.fromEntries(texts),
    ...numbers,
    ...(trace && { request: { ...trace.request }, response: { ...trace.response } }),
    ...(hasDetails && { errorDetails: { ...errorDetails } }),
  };
}
