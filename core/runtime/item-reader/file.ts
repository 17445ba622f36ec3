/** One file in S3, read by ranges. */

import { readerFailed } from '../../engine/item-reader/failure.ts';
import type { JsonObject } from '../../json.ts';
import { answered, type S3 } from './s3.ts';

/** A file, and the version of it that was met first. */
export interface S3File {
  /** The parameters of getObject: `Bucket`, `Key`, and what else the reader says. */
  parameters: JsonObject;
  tag?: string;
}

/** Some bytes of a file. */
export interface Range {
  bytes: Buffer;
  /** How many the whole file has. */
  size: number;
  tag: string;
}

/** As `$$.Map.Item.Source` shows a file. */
export function nameOf({ parameters }: S3File): string {
  return `S3://${String(parameters.Bucket)}/${String(parameters.Key)}`;
}

/**
 * Up to `length` bytes from a place on; none behind the end.
 *
 * @throws {StatesError} States.ItemReaderFailed, also where the file has changed since it was met first
 */
export async function readRange(
  s3: S3,
  { parameters, tag }: S3File,
  from: number,
  length: number,
): Promise<Range> {
  const response = await s3('getObject', {
    ...parameters,
    Range: `bytes=${from}-${from + length - 1}`,
    ...(tag !== undefined && { IfMatch: tag }),
  });
  if (response.type === 'refused' && response.status === 416) {
    return { bytes: Buffer.alloc(0), size: from, tag: tag ?? '' };
  }
  if (response.type === 'refused' && response.status === 412) {
    throw readerFailed(`The file ${String(parameters.Key)} has changed while it was being read.`);
  }
  const { Body, ContentRange, ETag } = answered(response, 'getObject').output;
  const bytes = Buffer.from(typeof Body === 'string' ? Body : '', 'base64');
  const size = Number(/\/(\d+)$/.exec(String(ContentRange ?? ''))?.[1] ?? from + bytes.length);
  return { bytes, size, tag: typeof ETag === 'string' ? ETag : (tag ?? '') };
}
