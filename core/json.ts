/** JSON values: the type, reading text within limits, and text that passes through unchanged. */

import { compareNumbers, ExactNumber, isNumber, parseExact } from './number.ts';

/** Whether a value is a number, and which, `isNumber` and `numberOf` of `number.ts` say: it may be an exact one. */
export type Json = null | boolean | number | ExactNumber | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** Deeper nesting than this is refused before parsing, so no recursion over a value can exhaust the stack. */
export const MAX_JSON_DEPTH = 500;

/**
 * The text an object or array was parsed from. AWS passes untouched documents on verbatim (spacing, number forms), so
 * the text travels with the value; values are never mutated, which keeps it true.
 */
const sourceTexts = new WeakMap<object, string>();

export class JsonTooDeep extends Error {}

/**
 * Parses a user's document: numbers stay as they are written.
 *
 * @throws {JsonTooDeep} when it nests deeper than {@link MAX_JSON_DEPTH}
 * @throws {SyntaxError} when it is not JSON
 */
export function parseJson(text: string): Json {
  refuseTooDeep(text);
  return parseTrusted(text);
}

/**
 * As {@link parseJson}, but the value does not keep its text: printed, it is compact.
 *
 * @throws {JsonTooDeep} when it nests deeper than {@link MAX_JSON_DEPTH}
 * @throws {SyntaxError} when it is not JSON
 */
export function parseUnkept(text: string): Json {
  refuseTooDeep(text);
  return parseExact(text) as Json;
}

/**
 * Parses the text of a protocol, such as a request: its numbers are JavaScript's.
 *
 * @throws {JsonTooDeep} when it nests deeper than {@link MAX_JSON_DEPTH}
 * @throws {SyntaxError} when it is not JSON
 */
export function parsePlainJson(text: string): Json {
  refuseTooDeep(text);
  return JSON.parse(text) as Json;
}

/** Parses a JSON text that this system wrote itself, at any depth. Like {@link parseJson}, the value keeps its text. */
export function parseTrusted(text: string): Json {
  const value = parseExact(text) as Json;
  if (isContainer(value)) sourceTexts.set(value, text);
  return value;
}

/** The JSON text of a value: the text it was parsed from where there is one, compact text otherwise. */
export function textOf(value: Json): string {
  if (isContainer(value)) {
    let text = sourceTexts.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      sourceTexts.set(value, text);
    }
    return text;
  }
  return JSON.stringify(value);
}

/** An array of documents, each of which keeps its text: what the children of a state bring together. */
export function joinTexts(values: Json[]): Json[] {
  const array = [...values];
  sourceTexts.set(array, `[${values.map(textOf).join(',')}]`);
  return array;
}

/** Whether a value's text surely has more than `limit` characters; found out without making the text. */
export function isLongerThan(value: Json, limit: number): boolean {
  let length = 0;
  const pending: Json[] = [value];
  for (let next = pending.pop(); next !== undefined && length <= limit; next = pending.pop()) {
    if (typeof next === 'string') length += next.length;
    if (!isContainer(next)) continue;
    const text = sourceTexts.get(next);
    if (text !== undefined) {
      length += text.length;
    } else if (Array.isArray(next)) {
      length += next.length;
      for (const item of next) pending.push(item);
    } else {
      for (const [key, item] of Object.entries(next)) {
        length += key.length;
        pending.push(item);
      }
    }
  }
  return length > limit;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof ExactNumber)
  );
}

/** Whether a value has elements or members. */
export function isContainer(value: Json | undefined): value is Json[] | JsonObject {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber);
}

/** Structural equality; object keys may stand in any order, and numbers are equal that have the same value. */
export function equalJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((v, i) => equalJson(v, b[i] as Json))
    );
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key] as Json, b[key] as Json))
  );
}

/** Sets a key that may come from a user: `__proto__` becomes an ordinary key, never the prototype. */
export function setKey(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
}

function refuseTooDeep(text: string): void {
  if (depthOf(text) <= MAX_JSON_DEPTH) return;
  throw new JsonTooDeep(`JSON nests deeper than ${MAX_JSON_DEPTH} levels`);
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 92) i++;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 || char === 91) {
      if (++depth > deepest) deepest = depth;
    } else if (char === 125 || char === 93) depth--;
  }
  return deepest;
}
