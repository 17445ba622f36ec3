/**
 * Step records as text: short names for our own fields, and each distinct JSON value once, verbatim, in a pool behind them.
 *
 * The text is one line of JSON, `[fields, pool]`, followed by the pooled values' texts without separators. A pool entry
 * is the length of such a text, or the reference of a value that has items of its own.
 */

import type { StepRecord } from '../engine/step-record.ts';
import { isContainer, type Json, type JsonObject, setKey, textOf } from '../json.ts';

/** A record taken apart: its own fields, in which every value stands as its place in `values`. */
export interface PackedRecord {
  fields: JsonObject;
  values: Json[];
}

/** Where a value is stored that is too big to stand in its record. */
export interface PayloadReference {
  /** The execution in whose partition its chunks lie. */
  owner: string;
  /** SHA-256 of its text, base64url. */
  hash: string;
  chunks: number;
  /** When the chunks expire, in seconds since the epoch. */
  ttl: number;
}

/** A value's text, or where to find it. */
export type PooledValue = string | PayloadReference;

/** A name's place here is its name in stored records: append, never move. */
const FIELDS = [
  'type',
  'details',
  'name',
  'state',
  'history',
  'commands',
  'committedBy',
  'committedAt',
  'revision',
  'startedAt',
  'status',
  'current',
  'input',
  'enteredAt',
  'enteredEventId',
  'retries',
  'waiting',
  'for',
  'until',
  'count',
  'variables',
  'lastEventId',
  'output',
  'failure',
  'error',
  'cause',
  'child',
  'kind',
  'concurrency',
  'slot',
  'item',
  'index',
  'value',
  'length',
  'parameters',
  'arguments',
  'resource',
  'resourceType',
  'region',
  'roleArn',
  'timeoutInSeconds',
  'heartbeatInSeconds',
  'timeoutSeconds',
  'at',
  'timer',
  'step',
  'attempt',
  'heartbeatSeconds',
  'job',
  'caller',
  'execution',
  'waits',
  'run',
  'via',
  'version',
  'alias',
  'mapRun',
  'mapRunArn',
  'arn',
  'percentage',
  'mayFail',
  'transition',
  'join',
  'items',
  'express',
  'round',
  'traceHeader',
  'stood',
  'redrive',
  'token',
  'before',
  'redriven',
  'made',
  'redriveCount',
  'redrives',
  'taken',
  'reading',
  'position',
  'failed',
  'bucket',
  'folder',
  'Transformation',
  'OutputType',
  'files',
  'key',
  'written',
  'executions',
];

/** Marks a field that has no short name. */
const UNLISTED = '.';

const shortNames = new Map(FIELDS.map((name, place) => [name, place.toString(36)]));
const longNames = new Map(FIELDS.map((name, place) => [place.toString(36), name]));

/** Fields that hold a user's document or a long text: pooled. */
const VALUES = new Set(['input', 'output', 'parameters', 'arguments', 'value', 'cause']);

/** The field whose keys are a user's own and whose values are pooled. */
const VARIABLES = 'variables';

/** Takes a record apart. Its execution and step are left out: they stand in the item's key. */
export function packRecord(record: StepRecord): PackedRecord {
  const { step: _step, ...rest } = record;
  const { id: _id, ...state } = record.state;
  const values: Json[] = [];
  const placesByValue = new Map<Json, number>();
  const placesByText = new Map<string, number>();

  function pool(value: Json): number {
    const known = placesByValue.get(value);
    if (known !== undefined) return known;
    const text = textOf(value);
    const place = placesByText.get(text) ?? values.push(value) - 1;
    placesByValue.set(value, place);
    placesByText.set(text, place);
    return place;
  }

  function pack(part: Json): Json {
    if (!isContainer(part)) return part;
    if (Array.isArray(part)) return part.map(pack);
    const packed: JsonObject = {};
    for (const name of Object.keys(part)) {
      const value = part[name];
      if (value === undefined) continue;
      packed[shortNames.get(name) ?? UNLISTED + name] = VALUES.has(name)
        ? pool(value)
        : name === VARIABLES
          ? mapValues(value as JsonObject, pool)
          : pack(value);
    }
    return packed;
  }

  return { fields: pack({ ...rest, state } as unknown as JsonObject) as JsonObject, values };
}

/** Puts a record together again; `values` are the pool's values in their order. */
export function unpackRecord(
  fields: JsonObject,
  values: Json[],
  execution: string,
  step: number,
): StepRecord {
  const valueAt = (place: Json): Json => values[place as number] as Json;

  function unpack(part: Json): Json {
    if (!isContainer(part)) return part;
    if (Array.isArray(part)) return part.map(unpack);
    const unpacked: JsonObject = {};
    for (const short of Object.keys(part)) {
      const value = part[short] as Json;
      const name = longNames.get(short) ?? short.slice(UNLISTED.length);
      if (VALUES.has(name)) unpacked[name] = valueAt(value);
      else if (name === VARIABLES) unpacked[name] = mapValues(value as JsonObject, valueAt);
      else setKey(unpacked, name, unpack(value));
    }
    return unpacked;
  }

  const record = unpack(fields) as unknown as Omit<StepRecord, 'step'>;
  return { ...record, step, state: { ...record.state, id: execution } };
}

/** The text of a record whose values have been given their texts or places. */
export function printRecord(fields: JsonObject, pool: PooledValue[], execution: string): string {
  const entries = pool.map((pooled) =>
    typeof pooled === 'string' ? pooled.length : printReference(pooled, execution),
  );
  const texts = pool.filter((pooled) => typeof pooled === 'string');
  return `${JSON.stringify([fields, entries])}\n${texts.join('')}`;
}

/** Reads what {@link printRecord} wrote. */
export function parseRecord(
  text: string,
  execution: string,
): { fields: JsonObject; pool: PooledValue[] } {
  const end = text.indexOf('\n');
  const [fields, entries] = JSON.parse(text.slice(0, end)) as [JsonObject, Json[]];
  let position = end + 1;
  const pool = entries.map((entry) => {
    if (typeof entry !== 'number') return parseReference(entry, execution);
    position += entry;
    return text.slice(position - entry, position);
  });
  return { fields, pool };
}

/** A reference as compact JSON; its owner only where that is another execution than the record's. */
export function printReference(reference: PayloadReference, execution: string): Json {
  const { owner, hash, chunks, ttl } = reference;
  return owner === execution ? [hash, chunks, ttl] : [hash, chunks, ttl, owner];
}

/** Reads what {@link printReference} wrote. */
export function parseReference(printed: Json, execution: string): PayloadReference {
  const [hash, chunks, ttl, owner] = printed as [string, number, number, string?];
  return { owner: owner ?? execution, hash, chunks, ttl };
}

/** A value as text that survives UTF-8: a text with half a surrogate pair is printed anew, where it is escaped. */
export function storableText(value: Json): string {
  const text = textOf(value);
  return text.isWellFormed() ? text : JSON.stringify(value);
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  const changed: JsonObject = {};
  for (const name of Object.keys(object)) setKey(changed, name, change(object[name] as Json));
  return changed;
}
