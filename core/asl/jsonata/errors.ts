/** What may go wrong with a JSONata expression, in the words that AWS records. */

import type { Json } from '../../json.ts';
import { isNumber } from '../../number.ts';
import { StatesError } from '../errors.ts';

/** A text that is not a JSONata expression; thrown by `compileExpression`. */
export class ExpressionSyntaxError extends Error {
  /** JSONata's own code, such as `S0201`. */
  readonly code: string;
  /** Where it stands, in UTF-16 units from the start of the trimmed expression; where JSONata knows it. */
  readonly position: number | undefined;

  constructor(code: string, message: string, position?: number) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

/** An expression that failed while it ran; `evaluateTemplate` turns it into a {@link QueryEvaluationError}. */
export class ExpressionFailure extends Error {
  /** JSONata's own code, such as `T1006`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The failure `States.QueryEvaluationError`; the history's EvaluationFailed event carries its location. */
export class QueryEvaluationError extends StatesError {
  /** The field, such as `Output/result`; absent where AWS gives none. */
  readonly location: string | undefined;

  constructor(message: string, location?: string) {
    super('States.QueryEvaluationError', message);
    this.location = location;
  }
}

/** An expression whose result is undefined. */
export function returnedNothing(expression: string, field: string): QueryEvaluationError {
  return new QueryEvaluationError(
    `The JSONata expression '${expression}' specified for the field '${field}' returned nothing (undefined).`,
    field,
  );
}

/** An expression that threw; `message` opens with JSONata's code. */
export function threwDuringEvaluation(
  expression: string,
  field: string,
  failure: ExpressionFailure,
): QueryEvaluationError {
  return new QueryEvaluationError(
    `The JSONata expression '${expression}' specified for the field '${field}' threw an error during evaluation. ${failure.code}: ${failure.message}`,
    field,
  );
}

/** An expression whose result has the wrong type for its field; `expected` as AWS names types: array, object, string, … */
export function unexpectedResultType(
  expression: string,
  field: string,
  expected: string,
  value: Json,
): QueryEvaluationError {
  return new QueryEvaluationError(
    `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${typeNameOf(value)}' for value: ${JSON.stringify(value)}`,
    field,
  );
}

/** A Map state without Items whose input is no array. */
export function mapInputNotArray(value: Json): QueryEvaluationError {
  return new QueryEvaluationError(
    `Map state input must be an array but was: ${JSON.stringify(value)}`,
  );
}

/** A Wait whose Timestamp evaluates to a text that is no timestamp. */
export function unparsableTimestamp(text: string, field = 'Timestamp'): QueryEvaluationError {
  return new QueryEvaluationError(
    `The ${field} field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
    field,
  );
}

/** The name that AWS gives to a value's type: null, array, object, string, number or boolean. */
export function typeNameOf(value: Json): string {
  if (value === null) return 'null';
  if (isNumber(value)) return 'number';
  return Array.isArray(value) ? 'array' : typeof value;
}
