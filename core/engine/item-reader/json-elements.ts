/** The elements of a JSON array, or the members of an object, from the place behind its bracket on. */

import type { Json } from '../../json.ts';
import { readerFailed } from './failure.ts';
import { endOfString, endOfValue, readValue, skipSpace } from './json-value.ts';
import type { Cut, Cutter, FoundItem } from './piece.ts';
import type { Inside } from './position.ts';

/** An item is whole once it is seen what follows it; a member comes as an object of its `Key` and its `Value`. */
export function elementCutter(inside: Inside): Cutter<FoundItem> {
  const close = inside === 'array' ? ']' : '}';
  return (piece, isLast) => {
    const cuts: Cut<FoundItem>[] = [];
    const broken = (): { cuts: Cut<FoundItem>[] } => {
      if (isLast) throw readerFailed('The file is no valid JSON: Unexpected end of JSON input');
      return { cuts };
    };
    for (let at = skipSpace(piece, 0); ; ) {
      if (at >= piece.length) return broken();
      if (piece.charAt(at) === close && cuts.length === 0) return { cuts, isOver: true };
      let key: string | undefined;
      if (inside === 'object') {
        const colon = colonBehind(piece, at);
        if (colon === undefined) return broken();
        key = String(readValue(piece.slice(at, colon.key), 'JSON'));
        at = skipSpace(piece, colon.next);
      }
      const end = endOfValue(piece, at);
      const following = end === undefined ? piece.length : skipSpace(piece, end);
      if (end === undefined || following >= piece.length) return broken();
      const value = readValue(piece.slice(at, end), 'JSON');
      const char = piece.charAt(following);
      if (char !== ',' && char !== close) {
        throw readerFailed(`The file is no valid JSON: Unexpected token '${char}' behind an item`);
      }
      cuts.push({ value: itemOf(value, key), end: following + 1 });
      if (char === close) return { cuts, isOver: true };
      at = skipSpace(piece, following + 1);
    }
  };
}

function itemOf(value: Json, key: string | undefined): FoundItem {
  return key === undefined ? { value } : { value: { Key: key, Value: value }, key };
}

/** Where the key that begins at `start` ends, and where its value begins or the space before that. */
function colonBehind(piece: string, start: number): { key: number; next: number } | undefined {
  if (piece.charAt(start) !== '"') {
    throw readerFailed(
      `The file is no valid JSON: Unexpected token '${piece.charAt(start)}' in place of a key`,
    );
  }
  const key = endOfString(piece, start);
  const colon = key === undefined ? piece.length : skipSpace(piece, key);
  if (key === undefined || colon >= piece.length) return undefined;
  if (piece.charAt(colon) === ':') return { key, next: colon + 1 };
  throw readerFailed('The file is no valid JSON: a key has no value');
}
