/** Computes parsed calls of intrinsic functions. */

import { type Json, textOf } from '../../json.ts';
import { StatesError } from '../errors.ts';
import { evaluatePath } from '../jsonpath/evaluate.ts';
import type { Path } from '../jsonpath/path.ts';
import type { Scope } from '../query/scope.ts';
import { IntrinsicError } from './define.ts';
import type { IntrinsicArgument, IntrinsicCall } from './parse.ts';

/**
 * The value of a call.
 *
 * @throws {StatesError} `States.IntrinsicFailure` when the function refuses its arguments, `States.Runtime` when a path
 *   among them finds nothing
 */
export function evaluateIntrinsic(call: IntrinsicCall, data: Json, scope: Scope): Json {
  const args = call.arguments.map((argument) => argumentValue(argument, call, data, scope));
  try {
    return call.intrinsic.call(args, scope.random);
  } catch (error) {
    if (!(error instanceof IntrinsicError)) throw error;
    throw new StatesError('States.IntrinsicFailure', failure(call, error.message));
  }
}

function argumentValue(
  argument: IntrinsicArgument,
  call: IntrinsicCall,
  data: Json,
  scope: Scope,
): Json {
  switch (argument.type) {
    case 'literal':
      return argument.value;
    case 'call':
      return evaluateIntrinsic(argument.call, data, scope);
    case 'path':
      return argumentAt(argument.path, call, data, scope);
  }
}

function argumentAt(path: Path, call: IntrinsicCall, data: Json, scope: Scope): Json {
  const value = evaluatePath(path, data, scope);
  if (value !== undefined) return value;
  if (!path.definite) return [];
  const reason = `The JsonPath argument for the field '${path.text}' could not be found in the input '${textOf(data)}'`;
  throw new StatesError('States.Runtime', failure(call, reason));
}

function failure(call: IntrinsicCall, reason: string): string {
  return `The function '${call.text}' had the following error: ${reason}`;
}
