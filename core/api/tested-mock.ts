/** The mock that TestState is given in place of the state's work, and whether the state takes it. */

import type { State } from '../asl/types.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import { type Json, parseJson } from '../json.ts';
import { wrongInMock } from '../runtime/check-mock.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Mock } from '../runtime/test-state.ts';
import { ApiError, validationError } from './errors.ts';
import { type InputOf, structure, text } from './shape.ts';

export const mockShape = {
  result: text(),
  errorOutput: structure({
    error: text({ min: 0, max: 256 }),
    cause: text({ min: 0, max: 32_768 }),
  }),
  fieldValidationMode: text({ values: ['STRICT', 'PRESENT', 'NONE'] }),
};

export type MockInput = InputOf<typeof mockShape>;

/** @throws {ApiError} ValidationException unless it has one of result and errorOutput */
export function checkMock({ result, errorOutput }: MockInput): void {
  const given = [result, errorOutput].filter((field) => field !== undefined);
  if (given.length === 1) return;
  const many = given.length > 1 ? 'only one' : 'at least one';
  throw validationError(
    `A test mock should have ${many} of the following fields: [result, errorOutput].`,
  );
}

/** @throws {ApiError} where the state needs a mock, or takes none */
export function checkNeedOfMock(state: State, isMocked: boolean, hasRole: boolean): void {
  const { Type } = state;
  if (isMocked) {
    if (Type !== 'Fail' && Type !== 'Succeed') return;
    throw validationError(`State type '${Type}' is not supported when a mock is specified`);
  }
  if (Type === 'Map' || Type === 'Parallel') {
    throw unsupported(
      'Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
    );
  }
  if (Type !== 'Task') return;
  const { pattern } = taskResourceOf(state.Resource);
  if (pattern === 'activity') throw unsupported('Activity tasks without a mock');
  if (pattern === 'job') throw unsupported("the '.sync' service integration without a mock");
  if (pattern === 'token') {
    throw unsupported("the '.waitForTaskToken' service integration without a mock");
  }
  if (!hasRole) throw validationError('RoleArn must be specified when testing a Task state');
}

/** The mock of a state that takes one. @throws {ApiError} ValidationException */
export async function mockOf(
  runtime: Runtime,
  state: State,
  { result, errorOutput, fieldValidationMode: mode = 'STRICT' }: MockInput,
): Promise<Mock> {
  if (result === undefined) {
    const { error, cause } = errorOutput ?? {};
    return {
      failure: { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) },
    };
  }
  const value = parsed(result);
  if (state.Type === 'Parallel' || state.Type === 'Map') {
    const written = state.Type === 'Map' && state.ResultWriter !== undefined;
    const isArray = Array.isArray(value);
    if (!written && !isArray) throw validationError('Mocked result must be an array.');
    if (written && (isArray || typeof value !== 'object' || value === null)) {
      throw validationError('Mocked result must be a JSON object.');
    }
  }
  const isComplete = mode === 'STRICT';
  const wrong = mode === 'NONE' ? undefined : await wrongInMock(runtime, state, value, isComplete);
  if (wrong !== undefined) {
    throw validationError(`Mock result schema validation error: ${wrong}`);
  }
  return { result: value };
}

function parsed(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw validationError('Mocked result must be valid JSON');
  }
}

function unsupported(what: string): ApiError {
  return new ApiError('InvalidDefinition', `TestState API does not support ${what}`);
}
