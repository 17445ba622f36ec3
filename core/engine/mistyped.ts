/** Values of JSONata expressions that are of another type than their field takes. */

import { type QueryEvaluationError, unexpectedResultType } from '../asl/jsonata/errors.ts';
import { expressionText, isExpression } from '../asl/jsonata/expression-text.ts';
import type { Json } from '../json.ts';

/**
 * The failure of a field whose value was computed by an expression; undefined where the field holds none.
 *
 * @param expected the type that the field takes, as AWS names types: number, string
 */
export function mistyped(
  fields: object,
  field: string,
  expected: string,
  value: Json,
): QueryEvaluationError | undefined {
  const text: unknown = Object.hasOwn(fields, field) ? Reflect.get(fields, field) : undefined;
  if (typeof text !== 'string' || !isExpression(text)) return undefined;
  return unexpectedResultType(expressionText(text), field, expected, value);
}
