/** The items of one text file, from a position on. */

import { csvCutter } from '../../engine/item-reader/csv.ts';
import { rowReader } from '../../engine/item-reader/csv-items.ts';
import { cutAll } from '../../engine/item-reader/cut-all.ts';
import { elementCutter } from '../../engine/item-reader/json-elements.ts';
import { cutLines } from '../../engine/item-reader/json-lines.ts';
import { JsonLocator } from '../../engine/item-reader/json-locator.ts';
import type { FoundItem, Piece } from '../../engine/item-reader/piece.ts';
import type {
  Inside,
  ItemFormat,
  ReaderConfig,
  ReadItem,
  ReadPosition,
} from '../../engine/item-reader/position.ts';
import { nameOf, type S3File } from './file.ts';
import { openPieces } from './pieces.ts';
import type { S3 } from './s3.ts';

/** What an item takes beside its text. */
const ITEM_BYTES = 32;

/** Of a file whose rows have this header, whatever the file's first row is. */
export interface TextSource {
  file: S3File;
  format: Exclude<ItemFormat, 'PARQUET'>;
  config: ReaderConfig;
  header?: string[];
}

/** @throws {StatesError} States.ItemReaderFailed */
export async function* textItems(
  s3: S3,
  source: TextSource,
  position: ReadPosition,
): AsyncGenerator<ReadItem> {
  const file = position.tag === undefined ? source.file : { ...source.file, tag: position.tag };
  const { pieces, tag, packed } = await openPieces(s3, file, position);
  const base: ReadPosition = { ...position, tag, ...(packed && { packed }) };
  const name = nameOf(source.file);
  for await (const { found, size, at } of cutItems(source, pieces, base)) {
    yield { ...found, source: name, size: size + ITEM_BYTES, position: { ...base, at } };
  }
}

interface Placed {
  found: FoundItem;
  size: number;
  /** Where the next one begins. */
  at: number;
}

/** Notes in `base` what later parts need to know of the file. */
async function* cutItems(
  { format, config, header }: TextSource,
  pieces: AsyncGenerator<Piece>,
  base: ReadPosition,
): AsyncGenerator<Placed> {
  switch (format) {
    case 'JSONL':
      return yield* cutAll(pieces, cutLines);
    case 'JSON': {
      const rest = base.inside ? pieces : located(pieces, config.ItemsPointer, base);
      const inside = (): Inside => base.inside ?? 'array';
      return yield* cutAll(rest, (piece, isLast) => elementCutter(inside())(piece, isLast));
    }
    case 'CSV':
      return yield* csvItems(pieces, config, header, base);
  }
}

async function* csvItems(
  pieces: AsyncGenerator<Piece>,
  config: ReaderConfig,
  given: string[] | undefined,
  base: ReadPosition,
): AsyncGenerator<Placed> {
  let header = given ?? base.header;
  let read = header && rowReader(header);
  for await (const { found: row, size, at } of cutAll(pieces, csvCutter(config.CSVDelimiter))) {
    if (read) yield { found: { value: read(row) }, size, at };
    else {
      header = row;
      base.header = row;
      read = rowReader(header);
    }
  }
}

/** The pieces from where the items begin. */
async function* located(
  pieces: AsyncGenerator<Piece>,
  pointer: string | undefined,
  base: ReadPosition,
): AsyncGenerator<Piece> {
  const locator = new JsonLocator(pointer);
  let begun = 0;
  for await (const { text, at, isLast } of pieces) {
    if (base.inside) {
      yield { text, at, isLast };
      continue;
    }
    const found = locator.push(text, isLast);
    if (found) {
      base.inside = found.inside;
      const place = found.at - begun;
      yield { text: text.slice(place), at: at + place, isLast };
    }
    begun += text.length;
  }
}
