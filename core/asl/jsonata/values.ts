/** Values on their way into the evaluator and out of it. */

import { isObject, type Json, type JsonObject, setKey } from '../../json.ts';
import { numberOf } from '../../number.ts';
import { ExpressionFailure } from './errors.ts';
import { isFunctionValue } from './meter.ts';

/**
 * A copy for the evaluator to do with as it likes (it sets marks on arrays and its transform operator changes objects):
 * objects without a prototype, so that no key of a user's leads to one, and numbers as JavaScript has them.
 */
export function toInput(value: Json): Json {
  if (Array.isArray(value)) return value.map(toInput);
  if (!isObject(value)) return numberOf(value) ?? value;
  const copy: JsonObject = Object.create(null);
  for (const [key, part] of Object.entries(value)) copy[key] = toInput(part);
  return copy;
}

/**
 * The plain JSON of a result: sequences become arrays, functions and undefined vanish from objects and are null in arrays.
 *
 * @throws {ExpressionFailure} when it holds a number that JSON has not
 */
export function toJson(value: unknown): Json | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) {
        throw new ExpressionFailure('D1001', `Number out of range: ${value}`);
      }
      return value;
    case 'object':
      if (value === null) return null;
      if (Array.isArray(value)) return Array.from(value, (item) => toJson(item) ?? null);
      return isFunctionValue(value) ? undefined : plainObject(value);
    default:
      return undefined;
  }
}

function plainObject(value: object): JsonObject {
  const plain: JsonObject = {};
  for (const [key, part] of Object.entries(value)) {
    const json = toJson(part);
    if (json !== undefined) setKey(plain, key, json);
  }
  return plain;
}
