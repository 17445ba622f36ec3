/** Cuts all that a document holds, piece by piece: however it comes in pieces, the same comes out. */

import { readerFailed } from './failure.ts';
import type { Cutter, Piece } from './piece.ts';

/** What does not end within so many bytes is refused, so that memory does not run out. */
const LONGEST_BYTES = 16 * 1024 * 1024;

/** Something whole, how many bytes it has, and where in the document the next begins. */
export interface Found<T> {
  found: T;
  size: number;
  at: number;
}

/** @throws {StatesError} States.ItemReaderFailed */
export async function* cutAll<T>(
  pieces: AsyncIterable<Piece>,
  cut: Cutter<T>,
): AsyncGenerator<Found<T>> {
  let rest = '';
  for await (const { text, at, isLast } of pieces) {
    const whole = rest + text;
    const start = at - rest.length;
    const { cuts, isOver } = cut(whole, isLast);
    let done = 0;
    for (const { value, end } of cuts) {
      yield { found: value, size: end - done, at: start + end };
      done = end;
    }
    if (isOver) return;
    rest = whole.slice(done);
    if (rest.length > LONGEST_BYTES) {
      throw readerFailed(`An item of the file is longer than ${LONGEST_BYTES} bytes.`);
    }
  }
}
