/** Reads definitions: numbers of the language as JavaScript has them, those of literal values as they are written. */

import { isObject, type Json, type JsonObject, parseJson, setKey } from '../json.ts';
import { holdsExact, numberOf } from '../number.ts';

/** The fields whose values go into documents. */
const LITERALS = new Set([
  'Arguments',
  'Assign',
  'BatchInput',
  'ItemSelector',
  'Items',
  'Output',
  'Parameters',
  'Result',
  'ResultSelector',
]);

/** What the numbers of a Choice are compared to. */
const OPERAND = /^Numeric/;

/**
 * The JSON of a definition, checked or not.
 *
 * @throws {JsonTooDeep} when it nests too deep
 * @throws {SyntaxError} when it is not JSON
 */
export function readDefinition(text: string): Json {
  const definition = parseJson(text);
  return holdsExact(text) ? fieldsOf(definition) : definition;
}

function fieldsOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(fieldsOf);
  if (!isObject(value)) return numberOf(value) ?? value;
  return changed(value, (field, member) => {
    if (LITERALS.has(field) || OPERAND.test(field)) return member;
    // the names of states are the user's, and may be those of fields
    if (field === 'States' && isObject(member))
      return changed(member, (_, state) => fieldsOf(state));
    return fieldsOf(member);
  });
}

function changed(object: JsonObject, change: (key: string, member: Json) => Json): JsonObject {
  const copy: JsonObject = {};
  for (const [key, member] of Object.entries(object)) setKey(copy, key, change(key, member));
  return copy;
}
