/** Applies paths and payload templates of the JSONPath query language to a state's data. https://states-language.net/#data */

import { type Json, type JsonObject, setKey, textOf } from '../../json.ts';
import { StatesError } from '../errors.ts';
import { evaluateIntrinsic } from '../intrinsics/evaluate.ts';
import { isIntrinsic, parseIntrinsic } from '../intrinsics/parse.ts';
import { evaluatePath } from '../jsonpath/evaluate.ts';
import { explainMissing } from '../jsonpath/explain.ts';
import { parsePath } from '../jsonpath/parse.ts';
import { setAtReferencePath } from '../jsonpath/reference-path.ts';
import { PathSyntaxError } from '../jsonpath/syntax-error.ts';
import type { Scope } from './scope.ts';
import { planTemplate, type TemplatePlan } from './template.ts';

/**
 * The value at a path, or undefined where there is none.
 *
 * @param field the field that holds the path, for the error about a text that is no path
 */
export function findPath(path: string, data: Json, scope: Scope, field = 'Path'): Json | undefined {
  if (path === '$') return data;
  return checked(field, () => evaluatePath(parsePath(path), data, scope));
}

/**
 * The value at a path.
 *
 * @throws {StatesError} `States.Runtime` with Jayway's reason when nothing is there
 */
export function readPath(path: string, data: Json, scope: Scope, field: string): Json {
  const value = findPath(path, data, scope, field);
  if (value !== undefined) return value;
  const parsed = parsePath(path);
  const reason = explainMissing(parsed, data, scope);
  throw new StatesError('States.Runtime', `Invalid path '${parsed.text}' : ${reason}`);
}

/** The value of a path or of an intrinsic function, as Fail takes them. Errors are those of {@link readPath}. */
export function readText(text: string, data: Json, scope: Scope, field: string): Json {
  if (!isIntrinsic(text)) return readPath(text, data, scope, field);
  return checked(field, () => evaluateIntrinsic(parseIntrinsic(text), data, scope));
}

/** What InputPath lets a state see: all without a path, an empty object for null. */
export function applyInputPath(path: string | null | undefined, data: Json, scope: Scope): Json {
  return applyPath(path, data, scope, 'InputPath');
}

/** What OutputPath lets leave a state: all without a path, an empty object for null. */
export function applyOutputPath(path: string | null | undefined, data: Json, scope: Scope): Json {
  return applyPath(path, data, scope, 'OutputPath');
}

/**
 * A payload template filled in; a template that reads nothing is returned itself.
 *
 * @param field the field that holds the template
 * @throws {StatesError} `States.Runtime` naming the path and its key when a path finds nothing
 */
export function applyParameters(template: Json, data: Json, scope: Scope, field: string): Json {
  const plan = checked(field, () => planTemplate(template));
  return plan === undefined ? template : fill(plan, data, scope);
}

/**
 * The state's input with its result put at ResultPath: the result alone without a path or at `$`, the input alone for null.
 *
 * @throws {StatesError} `States.ResultPathMatchFailure` when the input has no room there
 */
export function applyResultPath(path: string | null | undefined, input: Json, result: Json): Json {
  if (path === null) return input;
  if (path === undefined || path === '$') return result;
  return checked('ResultPath', () => setAtReferencePath(path, input, result));
}

function applyPath(path: string | null | undefined, data: Json, scope: Scope, field: string): Json {
  if (path === undefined || path === '$') return data;
  return path === null ? {} : readPath(path, data, scope, field);
}

function fill(plan: TemplatePlan, data: Json, scope: Scope): Json {
  switch (plan.type) {
    case 'constant':
      return plan.value;
    case 'path': {
      const value = evaluatePath(plan.path, data, scope);
      if (value !== undefined) return value;
      if (!plan.path.definite) return [];
      throw new StatesError(
        'States.Runtime',
        `The JSONPath '${plan.path.text}' specified for the field '${plan.key}' could not be found in the input '${textOf(data)}'`,
      );
    }
    case 'intrinsic':
      return evaluateIntrinsic(plan.call, data, scope);
    case 'array':
      return plan.items.map((item) => fill(item, data, scope));
    case 'object': {
      const object: JsonObject = {};
      for (const [name, member] of plan.members) setKey(object, name, fill(member, data, scope));
      return object;
    }
  }
}

/** Definitions are checked before they run; a text that slipped through fails the execution with AWS's words. */
function checked<T>(field: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    throw new StatesError(
      'States.Runtime',
      `The value for the field '${field}' must be a valid JSONPath or a valid intrinsic function call: ${error.message}`,
    );
  }
}
