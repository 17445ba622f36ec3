/** Fields that hold a whole number, as a literal or wherever the query language finds it. */

import { StatesError } from '../../asl/errors.ts';
import { QueryEvaluationError } from '../../asl/jsonata/errors.ts';
import type { ValueFields } from '../../asl/query/query.ts';
import { textOf } from '../../json.ts';
import { numberOf } from '../../number.ts';
import { mistyped } from '../mistyped.ts';
import type { StateScope } from './type.ts';

/**
 * The number, or `undefined` where the state has no such field. A variable may hold it as text.
 *
 * @throws {StatesError} when what is found is no whole number of at least `least`
 */
export async function wholeNumber(
  state: object,
  field: string,
  least: number,
  { query, input, data }: StateScope,
): Promise<number | undefined> {
  const fields: ValueFields = { ...state };
  const value = await query.value(fields, field, input, data);
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : numberOf(value);
  if (number !== undefined && Number.isInteger(number) && number >= least) return number;
  const trouble = number === undefined ? mistyped(state, field, 'number', value) : undefined;
  if (trouble) throw trouble;
  const path = fields[`${field}Path`];
  if (path !== undefined) {
    throw new StatesError(
      'States.Runtime',
      `The ${field}Path field refers to value "${textOf(value)}" which is not a valid integer: ${path}`,
    );
  }
  throw new QueryEvaluationError(
    `The ${field} field must be a whole number of at least ${least} but was: ${textOf(value)}`,
    field,
  );
}
