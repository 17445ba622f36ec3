/** The rows of a Parquet file, by ranges: what a step needs of its columns, and no more. https://parquet.apache.org */

import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { readerFailed } from '../../engine/item-reader/failure.ts';
import type { ReadItem, ReadPosition } from '../../engine/item-reader/position.ts';
import { type Json, type JsonObject, setKey, textOf } from '../../json.ts';
import { parseExact } from '../../number.ts';
import { nameOf, readRange, type S3File } from './file.ts';
import type { S3 } from './s3.ts';

/** So many rows are decoded at a time. */
const ROWS_AT_A_TIME = 1000;
/** The end of a file, in which its metadata lie. */
const TAIL_BYTES = 512 * 1024;

/** @throws {StatesError} States.ItemReaderFailed */
export async function* parquetItems(
  s3: S3,
  file: S3File,
  position: ReadPosition,
): AsyncGenerator<ReadItem> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const { buffer, tag } = await openBuffer(s3, file, position.tag);
  const metadata = await readable(() => parquetMetadataAsync(buffer));
  const source = nameOf(file);
  for (let row = position.at ?? 0; row < Number(metadata.num_rows); ) {
    const rowEnd = Math.min(row + ROWS_AT_A_TIME, endOfGroup(metadata, row));
    const rows = await readable(() =>
      parquetReadObjects({
        file: buffer,
        metadata,
        rowStart: row,
        rowEnd,
        compressors,
        useOffsetIndex: true,
      }),
    );
    for (const fields of rows) {
      row++;
      const value = jsonOf(fields);
      yield { value, source, size: textOf(value).length, position: { ...position, tag, at: row } };
    }
  }
}

/** A read that crosses from one group of rows to the next would hold the columns of both. */
function endOfGroup({ row_groups }: FileMetaData, row: number): number {
  let end = 0;
  for (const group of row_groups) {
    end += Number(group.num_rows);
    if (row < end) return end;
  }
  return end;
}

async function openBuffer(
  s3: S3,
  file: S3File,
  known: string | undefined,
): Promise<{ buffer: AsyncBuffer; tag: string }> {
  const first = await readRange(s3, known === undefined ? file : { ...file, tag: known }, 0, 4);
  const { size, tag } = first;
  if (size === 0) throw readerFailed('The file is no valid PARQUET: it is empty');
  const met = { ...file, tag };
  const tailStart = Math.max(0, size - TAIL_BYTES);
  const tail = await readRange(s3, met, tailStart, size - tailStart);
  const slice = async (start: number, end = size): Promise<ArrayBuffer> => {
    if (start >= tailStart) return copyOf(tail.bytes.subarray(start - tailStart, end - tailStart));
    return copyOf((await readRange(s3, met, start, end - start)).bytes);
  };
  return { buffer: { byteLength: size, slice }, tag };
}

function copyOf(bytes: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    // The parser throws plain errors; ours have a class of their own and say enough.
    if (!(thrown instanceof Error) || thrown.constructor !== Error) throw thrown;
    throw readerFailed(`The file is no valid PARQUET: ${thrown.message}`);
  }
}

/** A cell as JSON: times as ISO 8601 has them, bytes as Base64, integers exactly. */
function jsonOf(value: unknown): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return parseExact(String(value)) as Json;
    case 'object':
      break;
    default:
      return null;
  }
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(jsonOf);
  const object: JsonObject = {};
  for (const [key, item] of Object.entries(value)) setKey(object, key, jsonOf(item));
  return object;
}
