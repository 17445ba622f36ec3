/** Reads what comes next of the items of an ItemReader, as much as one step takes. */

import type { Part } from '../../engine/begin-part.ts';
import { readerFailed } from '../../engine/item-reader/failure.ts';
import type { ReadItem, Reading, ReadPosition } from '../../engine/item-reader/position.ts';
import type { Machine } from '../../engine/machine.ts';
import type { Runtime } from '../runtime.ts';
import { filesFrom, type OpenFile } from './files.ts';
import { listObjects } from './objects.ts';
import { parquetItems } from './parquet.ts';
import { type S3, s3Of } from './s3.ts';
import { textItems } from './text-items.ts';

/** What the items of one step may take, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The items behind a position, up to `limit` of them.
 *
 * @throws {StatesError} States.ItemReaderFailed
 */
export async function readPart(
  runtime: Runtime,
  machine: Machine,
  reading: Reading,
  position: ReadPosition = {},
  limit: number,
): Promise<Part> {
  const items: ReadItem[] = [];
  let size = 0;
  for await (const item of itemsBehind(s3Of(runtime, machine), reading, position)) {
    items.push(item);
    size += item.size;
    if (items.length >= limit || size >= MOST_BYTES) return { items, isLast: false };
  }
  return { items, isLast: true };
}

async function* itemsBehind(
  s3: S3,
  reading: Reading,
  position: ReadPosition,
): AsyncGenerator<ReadItem> {
  const { config } = reading;
  if (reading.action === 'listObjectsV2' && config.Transformation !== 'LOAD_AND_FLATTEN') {
    const source = `S3://${String(reading.arguments.Bucket)}`;
    for await (const { key, item } of listObjects(s3, reading.arguments, position.after)) {
      yield { value: item, source, size: 200 + key.length, position: { after: key } };
    }
    return;
  }
  for await (const { file, start, header } of filesFrom(s3, reading, position)) {
    yield* itemsOfFile(s3, reading, { file, start, header });
  }
}

function itemsOfFile(
  s3: S3,
  { config }: Reading,
  { file, start, header }: OpenFile,
): AsyncGenerator<ReadItem> {
  const { InputType: format, CSVHeaderLocation, CSVHeaders } = config;
  if (header) return textItems(s3, { file, format: 'CSV', config, header }, start);
  if (format === 'PARQUET') return parquetItems(s3, file, start);
  if (format === undefined || format === 'MANIFEST') {
    throw readerFailed('The ItemReader does not say of which InputType its files are.');
  }
  const given = CSVHeaderLocation === 'GIVEN' ? CSVHeaders : undefined;
  return textItems(s3, { file, format, config, ...(given && { header: given }) }, start);
}
