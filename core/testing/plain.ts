/** Documents as tests see them: plain JavaScript values, whose numbers are numbers. */

import { type Json, parseTrusted, textOf } from '../json.ts';

/** The value as `JSON.parse` would bring it. */
export function plain(value: Json): unknown {
  return JSON.parse(textOf(value));
}

/** @throws {TypeError} for what JSON cannot say */
export function document(value: unknown, what: string): Json {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`${what} must be a value that JSON has`);
  return parseTrusted(text);
}
