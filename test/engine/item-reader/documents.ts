/** Documents in pieces, as parsers of items get them. */

import { cutAll } from '../../../core/engine/item-reader/cut-all.ts';
import type { Cutter, Piece } from '../../../core/engine/item-reader/piece.ts';

/** The document's bytes in pieces that end at the given places. */
export async function* piecesOf(document: string, ends: number[] = []): AsyncGenerator<Piece> {
  const bytes = Buffer.from(document).toString('latin1');
  let at = 0;
  for (const end of [...new Set(ends)].sort((a, b) => a - b)) {
    const place = Math.min(end, bytes.length);
    yield { text: bytes.slice(at, place), at, isLast: false };
    at = place;
  }
  yield { text: bytes.slice(at), at, isLast: true };
}

/** All that is cut from a document. */
export async function cutDocument<T>(
  document: string,
  cutter: Cutter<T>,
  ends: number[] = [],
): Promise<T[]> {
  const all: T[] = [];
  for await (const { found } of cutAll(piecesOf(document, ends), cutter)) all.push(found);
  return all;
}
