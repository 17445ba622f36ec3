/** Fail: ends the execution or the child with an error. https://states-language.net/#fail-state */

import type { Failure } from '../../asl/errors.ts';
import { StatesError } from '../../asl/errors.ts';
import type { FailState } from '../../asl/types.ts';
import { textOf } from '../../json.ts';
import { mistyped } from '../mistyped.ts';
import type { StateScope, StateType } from './type.ts';

export const fail: StateType<FailState> = {
  async enter(state, scope) {
    const failure: Failure = {};
    const error = await text(state, 'Error', scope);
    const cause = await text(state, 'Cause', scope);
    if (error !== undefined) failure.error = error;
    if (cause !== undefined) failure.cause = cause;
    return { type: 'fatal', failure };
  },
};

async function text(
  state: FailState,
  field: 'Error' | 'Cause',
  { query, input, data }: StateScope,
): Promise<string | undefined> {
  const value = await query.value({ ...state }, field, input, data);
  if (value === undefined || typeof value === 'string') return value;
  throw (
    mistyped(state, field, 'string', value) ??
    new StatesError(
      'States.Runtime',
      `The ${field} field does not refer to a string value: ${textOf(value)}`,
    )
  );
}
