/** Evaluates one compiled expression within its limits. */

import { isObject, type Json } from '../../json.ts';
import type { Expression } from './compile.ts';
import { ExpressionFailure } from './errors.ts';
import { selectInputs } from './inputs.ts';
import { METER, NOW, RANDOM } from './instrument.ts';
import { MAX_MESSAGE_LENGTH } from './limits.ts';
import { Meter } from './meter.ts';
import { loadRegexEngine, matcherOf } from './regex.ts';
import type { ExpressionScope } from './scope.ts';
import { toJson } from './values.ts';

/**
 * The result as plain JSON, undefined where JSONata has none.
 *
 * @throws {ExpressionFailure} with JSONata's code and message
 */
export async function evaluate(
  expression: Expression,
  scope: ExpressionScope,
): Promise<Json | undefined> {
  if (expression.lookup) {
    const found = lookUp(expression.lookup, scope);
    if (found !== ARRAY_ON_THE_WAY) return found;
  }
  if (expression.patterns.length > 0) await loadRegexEngine();
  const meter = new Meter();
  const bindings = selectInputs(expression.references, scope);
  bindings[METER] = meter;
  bindings[RANDOM] = scope.random;
  bindings[NOW] = scope.now;
  for (const { name, pattern } of expression.patterns) bindings[name] = matcherOf(pattern, meter);
  try {
    const result = await expression.compiled.evaluate(undefined, bindings);
    meter.measure(result);
    return toJson(result);
  } catch (error) {
    throw failureOf(error);
  }
}

const ARRAY_ON_THE_WAY = Symbol('an array on the way');

/** Follows plain names; arrays on the way are mapped over, which is left to the evaluator. */
function lookUp(
  { variable, names }: NonNullable<Expression['lookup']>,
  { states, variables }: ExpressionScope,
): Json | undefined | typeof ARRAY_ON_THE_WAY {
  let value: Json | undefined = variable === 'states' ? states : ownValue(variables, variable);
  for (const name of names) {
    if (Array.isArray(value)) return ARRAY_ON_THE_WAY;
    value = isObject(value) ? ownValue(value, name) : undefined;
  }
  // A copy of the outermost level, since AWS writes an evaluated value anew and not as the text it came from.
  if (Array.isArray(value)) return [...value];
  return isObject(value) ? { ...value } : value;
}

function ownValue(object: Readonly<Record<string, Json>>, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function failureOf(error: unknown): ExpressionFailure {
  if (error instanceof ExpressionFailure) return error;
  if (error instanceof RangeError) {
    return /call stack/.test(error.message)
      ? new ExpressionFailure(
          'D1011',
          'Stack overflow. Check for non-terminating recursive function.  Consider rewriting as tail-recursive',
        )
      : new ExpressionFailure('D1014', `The evaluation exceeds a limit: ${error.message}`);
  }
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
    const message = String(error.message).slice(0, MAX_MESSAGE_LENGTH);
    return new ExpressionFailure(String(error.code), message);
  }
  return new ExpressionFailure(
    'D1016',
    error instanceof Error ? error.message : 'Evaluation failed',
  );
}
