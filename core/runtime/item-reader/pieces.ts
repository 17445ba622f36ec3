/** The text of a file in pieces, one at a time in memory; compressed files are unpacked on the way. */

import { Readable, Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { readerFailed } from '../../engine/item-reader/failure.ts';
import type { Piece } from '../../engine/item-reader/piece.ts';
import type { ReadPosition } from '../../engine/item-reader/position.ts';
import { readRange, type S3File } from './file.ts';
import type { S3 } from './s3.ts';

const RANGE_BYTES = 1024 * 1024;
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

export interface Pieces {
  pieces: AsyncGenerator<Piece>;
  tag: string;
  packed?: 'gzip' | 'zstd';
}

/** The text from a place on. What is packed is unpacked from its beginning, and what lies before the place passed over. */
export async function openPieces(
  s3: S3,
  file: S3File,
  { at = 0, packed: known }: ReadPosition,
): Promise<Pieces> {
  const start = known ? 0 : at;
  const first = await readRange(s3, file, start, RANGE_BYTES);
  const { tag } = first;
  const packed = known ?? (start === 0 ? packingOf(first.bytes) : undefined);
  const ranges = allRanges(s3, { ...file, tag }, start, first);
  if (!packed) return { pieces: plainPieces(ranges, start), tag };
  return { pieces: unpackedPieces(ranges, packed, at), tag, packed };
}

function packingOf(bytes: Buffer): 'gzip' | 'zstd' | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  return bytes.length > 3 && bytes.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : undefined;
}

async function* allRanges(
  s3: S3,
  file: S3File,
  start: number,
  first: { bytes: Buffer; size: number },
): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let { bytes, size } = first;
  for (let at = start; ; ) {
    at += bytes.length;
    const isLast = bytes.length === 0 || at >= size;
    yield { bytes, isLast };
    if (isLast) return;
    ({ bytes, size } = await readRange(s3, file, at, RANGE_BYTES));
  }
}

async function* plainPieces(
  ranges: AsyncGenerator<{ bytes: Buffer; isLast: boolean }>,
  start: number,
): AsyncGenerator<Piece> {
  let at = start;
  for await (const { bytes, isLast } of ranges) {
    yield withoutMark({ text: bytes.toString('latin1'), at, isLast });
    at += bytes.length;
  }
}

function withoutMark(piece: Piece): Piece {
  const { text, at } = piece;
  if (at > 0 || !text.startsWith(BYTE_ORDER_MARK)) return piece;
  return { ...piece, text: text.slice(BYTE_ORDER_MARK.length), at: BYTE_ORDER_MARK.length };
}

async function* unpackedPieces(
  ranges: AsyncGenerator<{ bytes: Buffer; isLast: boolean }>,
  packed: 'gzip' | 'zstd',
  from: number,
): AsyncGenerator<Piece> {
  const stream = Readable.from(onlyBytes(ranges));
  const unpack = packed === 'gzip' ? createGunzip() : createZstdDecompress();
  // An error of either side has to end the loop over the other.
  stream.on('error', (error) => unpack.destroy(error));
  stream.pipe(unpack);
  const gathered = unpack.pipe(gather());
  unpack.on('error', (error) => gathered.destroy(error));
  let at = 0;
  let pending: Piece | undefined;
  try {
    for await (const chunk of gathered as AsyncIterable<Buffer>) {
      const behind = at + chunk.length;
      if (behind > from) {
        if (pending) yield pending;
        const passed = Math.max(0, from - at);
        const text = chunk.toString('latin1', passed);
        pending = withoutMark({ text, at: at + passed, isLast: false });
      }
      at = behind;
    }
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? '';
    if (!code.startsWith('Z_') && !code.startsWith('ZSTD_')) throw thrown;
    throw readerFailed(`The file is no valid ${packed}: ${(thrown as Error).message}`);
  } finally {
    stream.destroy();
    unpack.destroy();
  }
  yield { ...(pending ?? { text: '', at }), isLast: true };
}

async function* onlyBytes(
  ranges: AsyncGenerator<{ bytes: Buffer; isLast: boolean }>,
): AsyncGenerator<Buffer> {
  for await (const { bytes } of ranges) if (bytes.length > 0) yield bytes;
}

/** Makes pieces of the size of a range from the small ones of a decompressor. */
function gather(): Transform {
  let chunks: Buffer[] = [];
  let length = 0;
  const take = (): Buffer => {
    const all = Buffer.concat(chunks);
    chunks = [];
    length = 0;
    return all;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      length += chunk.length;
      if (length < RANGE_BYTES) done();
      else done(null, take());
    },
    flush(done) {
      if (length === 0) done();
      else done(null, take());
    },
  });
}
