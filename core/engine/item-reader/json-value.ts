/** Finds where a JSON value ends, and reads one. */

import { type Json, JsonTooDeep, parseUnkept } from '../../json.ts';
import { readerFailed } from './failure.ts';
import { textOfBytes } from './piece.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = /[ \t\r\n]/;

/** The place of the first character from `at` on that is no white space. */
export function skipSpace(piece: string, at: number): number {
  let place = at;
  while (place < piece.length && SPACE.test(piece.charAt(place))) place++;
  return place;
}

/** Where the value that begins at `start` ends, as far as its brackets tell; `undefined` where the piece breaks it off. */
export function endOfValue(piece: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < piece.length; at++) {
    switch (piece.charAt(at)) {
      case '"': {
        const end = endOfString(piece, at);
        if (end === undefined) return undefined;
        if (depth === 0) return end;
        at = end - 1;
        break;
      }
      case '{':
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        if (depth === 0) return at;
        if (--depth === 0) return at + 1;
        break;
      case ',':
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        if (depth === 0) return at;
    }
  }
  return undefined;
}

/** Where the string that begins at `start` ends. */
export function endOfString(piece: string, start: number): number | undefined {
  for (let at = start + 1; at < piece.length; at++) {
    const char = piece.charCodeAt(at);
    if (char === BACKSLASH) at++;
    else if (char === QUOTE) return at + 1;
  }
  return undefined;
}

/** @throws {StatesError} where the bytes are no JSON */
export function readValue(bytes: string, what: string): Json {
  try {
    return parseUnkept(textOfBytes(bytes));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError) && !(thrown instanceof JsonTooDeep)) throw thrown;
    throw readerFailed(`The file is no valid ${what}: ${thrown.message}`);
  }
}
