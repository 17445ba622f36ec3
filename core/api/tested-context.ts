/** The context object that TestState is given, checked field by field. */

import type { State } from '../asl/types.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { type ApiError, validationError } from './errors.ts';

type Kind = 'string' | 'number' | 'value';

/** The fields of a context object, and what each may hold. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  Execution: {
    Id: 'string',
    Input: 'value',
    Name: 'string',
    RoleArn: 'string',
    StartTime: 'string',
    RedriveCount: 'number',
    RedriveTime: 'string',
  },
  State: { EnteredTime: 'string', Name: 'string', RetryCount: 'number' },
  StateMachine: { Id: 'string', Name: 'string' },
  Task: { Token: 'string' },
};

/** @throws {ApiError} ValidationException with the first thing that is wrong */
export function testedContext(text: string, state: State): JsonObject {
  const context = parsed(text);
  if (!isObject(context)) throw invalid('Context object must be a JSON object');
  for (const [name, value] of Object.entries(context)) {
    if (name === 'Map') {
      throw invalid("'Map' field is not supported when mocking a Context object");
    }
    const fields = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (!fields) throw invalid(`Field '${name}' is not allowed`);
    if (!isObject(value)) throw invalid(`${name} must be an object`);
    checkFields(name, value, fields);
  }
  if (Object.hasOwn(context, 'Task') && !isAnswered(state)) {
    throw invalid(
      "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    );
  }
  return context;
}

function checkFields(name: string, value: JsonObject, fields: Readonly<Record<string, Kind>>) {
  for (const [key, field] of Object.entries(value)) {
    const kind = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!kind) throw invalid(`Field '${key}' is not allowed`);
    if (kind !== 'value' && !isOf(kind, field)) throw invalid(`${name}.${key} must be a ${kind}`);
  }
}

function isOf(kind: 'string' | 'number', value: Json): boolean {
  return typeof value === kind;
}

/** Whether the state is a Task that goes on by its task token. */
function isAnswered(state: State): boolean {
  if (state.Type !== 'Task') return false;
  const { pattern } = taskResourceOf(state.Resource);
  return pattern === 'job' || pattern === 'token';
}

function parsed(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw invalid('Context object must be valid JSON');
  }
}

function invalid(problem: string): ApiError {
  return validationError(`Invalid Context object provided: ${problem}`);
}
