/** The output of an SDK command as a task's result. */

import { isUtf8 } from 'node:buffer';
import type { NormalizedSchema } from '@smithy/core/schema';
import { javaMemberName } from '../../integrations/aws-sdk/java-names.ts';
import type { Json, JsonObject } from '../../json.ts';

/** How results are written. */
interface Style {
  member(name: string): string;
  time(date: Date): Json;
}

const styles: Record<'model' | 'java', Style> = {
  model: {
    member: (name) => name.charAt(0).toUpperCase() + name.slice(1),
    time: (date) => date.getTime(),
  },
  java: {
    member: javaMemberName,
    // As Java writes an instant: no fraction where there is none.
    time: (date) => date.toISOString().replace('.000Z', 'Z'),
  },
};

/** How results call a member of the service's model. */
export function memberName(name: string, names: 'model' | 'java'): string {
  return styles[names].member(name);
}

/** Reads streams to their end; bytes that are text become text, unless all shall be `binary`; others Base64. */
export async function sdkOutput(
  schema: NormalizedSchema,
  output: object,
  names: 'model' | 'java',
  binary = false,
): Promise<JsonObject> {
  if (!schema.isStructSchema()) return {};
  const result: JsonObject = {};
  for (const [name, member] of schema.structIterator()) {
    const value = (output as Record<string, unknown>)[name];
    if (value === undefined || value === null) continue;
    result[styles[names].member(name)] = isStream(value)
      ? textOf(await value.transformToByteArray(), binary)
      : jsonFor(member, value, styles[names]);
  }
  return result;
}

interface Stream {
  transformToByteArray(): Promise<Uint8Array>;
}

function isStream(value: unknown): value is Stream {
  return typeof value === 'object' && value !== null && 'transformToByteArray' in value;
}

function jsonFor(schema: NormalizedSchema, value: unknown, style: Style): Json {
  if (value === undefined || value === null) return null;
  if (value instanceof Uint8Array) return textOf(value);
  if (value instanceof Date) return style.time(value);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object') return value as Json;
  if (Array.isArray(value)) {
    const member = schema.isListSchema() ? schema.getValueSchema() : schema;
    return value.map((item) => jsonFor(member, item, style));
  }
  if (schema.isStructSchema()) return structure(schema, value, style);
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema();
    const entries = Object.entries(value).map(([key, item]) => [key, jsonFor(member, item, style)]);
    // Object.fromEntries defines keys, so that `__proto__` is one like any other.
    return Object.fromEntries(entries);
  }
  // A number too long for one comes as an object that holds its text.
  if ('string' in value) return Number(value.string);
  return value as Json;
}

function structure(schema: NormalizedSchema, value: object, style: Style): JsonObject {
  const result: JsonObject = {};
  for (const [name, member] of schema.structIterator()) {
    const item = (value as Record<string, unknown>)[name];
    if (item !== undefined && item !== null) {
      result[style.member(name)] = jsonFor(member, item, style);
    }
  }
  return result;
}

function textOf(bytes: Uint8Array, binary = false): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(!binary && isUtf8(buffer) ? 'utf8' : 'base64');
}
