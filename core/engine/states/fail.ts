/** Fail: ends the execution or the child with an error. https://states-language.net/#fail-state */

import type { Failure } from '../../asl/errors.ts';
import { StatesError } from '../../asl/errors.ts';
import { readText } from '../../asl/query/jsonpath.ts';
import type { FailState } from '../../asl/types.ts';
import type { StateScope, StateType } from './type.ts';

export const fail: StateType<FailState> = {
  enter(state, scope) {
    const failure: Failure = {};
    const error = state.Error ?? textAt(state.ErrorPath, scope, 'ErrorPath');
    const cause = state.Cause ?? textAt(state.CausePath, scope, 'CausePath');
    if (error !== undefined) failure.error = error;
    if (cause !== undefined) failure.cause = cause;
    return { type: 'fatal', failure };
  },
};

/** A path or an intrinsic function that must yield text. */
function textAt(path: string | undefined, scope: StateScope, field: string): string | undefined {
  if (path === undefined) return undefined;
  const value = readText(path, scope.input, scope.query, field);
  if (typeof value === 'string') return value;
  throw new StatesError(
    'States.Runtime',
    `The ${field} parameter does not reference a string value: ${path} == ${JSON.stringify(value)}`,
  );
}
