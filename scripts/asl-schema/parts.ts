/** What the schemas of states are built of. */

import type { Json, JsonObject } from '../../core/json.ts';
import { DESCRIPTIONS } from './descriptions.ts';

export type Language = 'JSONPath' | 'JSONata';

export const text: JsonObject = { type: 'string' };
export const anything: JsonObject = {};
export const flag: JsonObject = { type: 'boolean' };
export const timestamp: JsonObject = { type: 'string' };
export const expression: JsonObject = { type: 'string', pattern: '^\\{%[\\s\\S]*%\\}$' };

/** A path, or what may stand where one does: it is read by the checker, which knows its grammar. */
export const path: JsonObject = { type: 'string', pattern: '^(\\$|States\\.)' };
export const pathOrNull: JsonObject = { type: ['string', 'null'] };

export function oneOf(...values: string[]): JsonObject {
  return { enum: values };
}

export function list(items: Json, minItems = 0): JsonObject {
  return { type: 'array', items, ...(minItems > 0 && { minItems }) };
}

export function ref(name: string): JsonObject {
  return { $ref: `#/definitions/${name}` };
}

/** A number; in JSONata also an expression that brings one. */
export function number(language: Language, rules: JsonObject): JsonObject {
  const plain = { ...rules };
  return language === 'JSONata' ? { anyOf: [plain, expression] } : plain;
}

export function integer(minimum: number, maximum?: number): JsonObject {
  return { type: 'integer', minimum, ...(maximum !== undefined && { maximum }) };
}

/** Fields by name; those that nobody listed are refused. */
export function object(
  fields: JsonObject,
  required: string[] = [],
  more: JsonObject = {},
): JsonObject {
  return {
    type: 'object',
    properties: described(fields),
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    ...more,
  };
}

/** Exactly, or at most, one of these fields. */
export function only(fields: string[], isRequired: boolean): JsonObject {
  const each = fields.map((field) => ({ required: [field] }));
  if (isRequired) return { oneOf: each };
  return { not: { required: fields } };
}

function described(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => {
      const description = DESCRIPTIONS[name];
      const shown = description === undefined ? schema : { description, ...(schema as JsonObject) };
      return [name, shown];
    }),
  );
}
