/** JSON lines: an item each. https://jsonlines.org */

import { readValue } from './json-value.ts';
import type { Cut, Cutter, FoundItem } from './piece.ts';

/** Cuts the items of lines; blank ones are none. */
export const cutLines: Cutter<FoundItem> = (piece, isLast) => {
  const cuts: Cut<FoundItem>[] = [];
  for (let at = 0; at < piece.length; ) {
    const newline = piece.indexOf('\n', at);
    if (newline < 0 && !isLast) break;
    const end = newline < 0 ? piece.length : newline + 1;
    const line = piece.slice(at, end).trim();
    if (line !== '') cuts.push({ value: { value: readValue(line, 'JSONL') }, end });
    at = end;
  }
  return { cuts };
};
