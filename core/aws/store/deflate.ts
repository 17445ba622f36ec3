/** Raw deflate of texts, and byte strings in parts that fit an item. */

import { promisify } from 'node:util';
import zlib from 'node:zlib';

const deflateRaw = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.deflateRaw);
const inflateRaw = promisify<Uint8Array, Buffer>(zlib.inflateRaw);

const FAST = { level: zlib.constants.Z_BEST_SPEED };

/** An item holds 400 KB, names and keys included. */
const CHUNK_BYTES = 380 * 1024;

/** Deflates at once: for texts of a few KB, where a thread would cost more than the work. */
export function deflateSmall(text: string): Uint8Array {
  return zlib.deflateRawSync(text, FAST);
}

/** Inflates what {@link deflateSmall} gave. */
export function inflateSmall(bytes: Uint8Array): string {
  return zlib.inflateRawSync(bytes).toString();
}

/** Deflates a text of any size, off the main thread, into parts of up to 380 KB. */
export async function deflate(text: string): Promise<Uint8Array[]> {
  const bytes = await deflateRaw(Buffer.from(text), FAST);
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    chunks.push(bytes.subarray(start, start + CHUNK_BYTES));
  }
  return chunks;
}

/** The text of the parts that {@link deflate} gave. */
export async function inflate(chunks: Uint8Array[]): Promise<string> {
  return (await inflateRaw(Buffer.concat(chunks))).toString();
}
