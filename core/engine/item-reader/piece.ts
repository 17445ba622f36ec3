/**
 * Pieces of a document, and what is cut from them. A piece holds bytes: one character each, so that places in it are those
 * in the document.
 */

import type { Json } from '../../json.ts';

/** Bytes, one character each, and their place in the document. */
export interface Piece {
  text: string;
  at: number;
  isLast: boolean;
}

/** Something that was cut from a piece; the next begins at `end`. */
export interface Cut<T> {
  value: T;
  end: number;
}

/** What cutting a piece came to. */
export interface Cuts<T> {
  cuts: Cut<T>[];
  /** Nothing follows, whatever comes behind the piece. */
  isOver?: boolean;
}

/**
 * Cuts what is whole from a piece. It begins where something new begins; what its end breaks off is left for the next
 * piece, which begins with it.
 *
 * @param isLast nothing comes behind the piece
 * @throws {StatesError} States.ItemReaderFailed where the document is not what it should be
 */
export type Cutter<T> = (piece: string, isLast: boolean) => Cuts<T>;

/** An item, and what there is to know about it. */
export interface FoundItem {
  value: Json;
  /** Of a member of an object. */
  key?: string;
}

const BEYOND_ASCII = /\P{ASCII}/u;

/** Bytes as the text that they are in UTF-8. */
export function textOfBytes(bytes: string): string {
  return BEYOND_ASCII.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}
