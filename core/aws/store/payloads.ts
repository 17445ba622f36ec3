/**
 * Values too big for a record, in items of their own: deflated, in chunks, named by the hash of their text. A value that
 * flows on unchanged is written once.
 */

import { createHash } from 'node:crypto';
import { type Json, parseTrusted } from '../../json.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { payloadKey } from '../keys.ts';
import { type PayloadReference, type PooledValue, storableText } from '../record-codec.ts';
import { deflate, deflateSmall, inflate } from './deflate.ts';
import { inParallel } from './parallel.ts';

/** A value that deflates to no more than this many bytes stands in its record. */
const MAX_INLINE_BYTES = 3 * 1024;
/** Longer texts go to their own items unseen: deflating them for every record would cost more than it saves. */
const MAX_TRIED_LENGTH = 64 * 1024;
const CHUNKS_AT_A_TIME = 8;
/** Bounds the values kept in memory, by the length of their texts; parsed they take a multiple of it. */
const MAX_CACHED_LENGTH = 8 * 1024 * 1024;

export interface Payloads {
  /** The text of a value that fits a record; otherwise its place, where it lies until `ttl` or longer. */
  place(execution: string, value: Json, ttl: number): PooledValue | Promise<PooledValue>;
  resolve(pooled: PooledValue): Json | Promise<Json>;
  /** Stores a text as it is. */
  writeText(execution: string, text: string, ttl: number): Promise<PayloadReference>;
  readText(reference: PayloadReference): Promise<string>;
}

/**
 * @param reserve seconds that a stored value outlives the record it was written for, so that later records can refer to
 * it for as long before it is written again
 */
export function createPayloads(db: DynamoDb, table: string, reserve: number): Payloads {
  const references = new WeakMap<object, PayloadReference>();
  const cache = createCache();

  function remember(value: Json, length: number, reference: PayloadReference): void {
    if (isObject(value)) references.set(value, reference);
    cache.set(cacheKey(reference), { value, length, reference });
  }

  function usable(
    reference: PayloadReference | undefined,
    execution: string,
    ttl: number,
  ): reference is PayloadReference {
    return (
      reference !== undefined &&
      reference.ttl >= ttl &&
      isSelfOrAncestor(reference.owner, execution)
    );
  }

  async function placeLarge(execution: string, value: Json, text: string, ttl: number) {
    const hash = hashOf(text);
    const known = cache.get(cacheKey({ owner: execution, hash }))?.reference;
    const reference = usable(known, execution, ttl)
      ? known
      : await write(execution, hash, text, ttl);
    remember(value, text.length, reference);
    return reference;
  }

  async function write(owner: string, hash: string, text: string, needed: number) {
    const ttl = needed + reserve;
    const chunks = await deflate(text);
    await inParallel([...chunks.entries()], CHUNKS_AT_A_TIME, ([chunk, d]) =>
      db.call('PutItem', {
        TableName: table,
        Item: { ...payloadKey(owner, hash, chunk), d: { B: d }, ttl: { N: String(ttl) } },
      }),
    );
    return { owner, hash, chunks: chunks.length, ttl };
  }

  async function readText({ owner, hash, chunks }: PayloadReference): Promise<string> {
    const numbers = Array.from({ length: chunks }, (_, chunk) => chunk);
    const parts = await inParallel(numbers, CHUNKS_AT_A_TIME, async (chunk) => {
      const key = payloadKey(owner, hash, chunk);
      const { Item } = await db.call('GetItem', {
        TableName: table,
        Key: { ...key },
        ConsistentRead: true,
      });
      if (Item?.d?.B === undefined) {
        throw new Error(`The item ${key.pk.S} ${key.sk.S} is gone; a record refers to it`);
      }
      return Item.d.B;
    });
    return inflate(parts);
  }

  async function read(reference: PayloadReference): Promise<Json> {
    const cached = cache.get(cacheKey(reference));
    if (cached !== undefined) {
      // The record may know of a longer life than the one this value was cached with.
      if (isObject(cached.value) && reference.ttl > cached.reference.ttl) {
        remember(cached.value, cached.length, reference);
      }
      return cached.value;
    }
    const text = await readText(reference);
    const value = parseTrusted(text);
    remember(value, text.length, reference);
    return value;
  }

  return {
    place(execution, value, ttl) {
      const known = isObject(value) ? references.get(value) : undefined;
      if (usable(known, execution, ttl)) return known;
      const text = storableText(value);
      return fitsRecord(text) ? text : placeLarge(execution, value, text, ttl);
    },
    resolve: (pooled) => (typeof pooled === 'string' ? parseTrusted(pooled) : read(pooled)),
    writeText: (execution, text, ttl) => write(execution, hashOf(text), text, ttl),
    readText,
  };
}

function fitsRecord(text: string): boolean {
  if (text.length > MAX_TRIED_LENGTH) return false;
  return (
    Buffer.byteLength(text) <= MAX_INLINE_BYTES || deflateSmall(text).length <= MAX_INLINE_BYTES
  );
}

/** A child may refer to what its ancestors hold, for they outlive it. */
function isSelfOrAncestor(owner: string, execution: string): boolean {
  return owner === execution || execution.startsWith(`${owner}/`);
}

function isObject(value: Json): value is object & Json {
  return typeof value === 'object' && value !== null;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function cacheKey({ owner, hash }: { owner: string; hash: string }): string {
  return `${hash}#${owner}`;
}

interface Cached {
  value: Json;
  length: number;
  reference: PayloadReference;
}

/** The values last used, as far as the bound allows. */
function createCache() {
  const entries = new Map<string, Cached>();
  let length = 0;
  function remove(key: string): void {
    length -= entries.get(key)?.length ?? 0;
    entries.delete(key);
  }
  return {
    get(key: string): Cached | undefined {
      const entry = entries.get(key);
      if (entry !== undefined) {
        entries.delete(key);
        entries.set(key, entry);
      }
      return entry;
    },
    set(key: string, entry: Cached): void {
      remove(key);
      if (entry.length > MAX_CACHED_LENGTH) return;
      entries.set(key, entry);
      length += entry.length;
      for (const oldest of entries.keys()) {
        if (length <= MAX_CACHED_LENGTH) break;
        remove(oldest);
      }
    },
  };
}
