/** A task's parameters as the input of an SDK command: named and typed as the service's model says. */

import type { NormalizedSchema } from '@smithy/core/schema';
import { attemptId } from '../../integrations/attempt-id.ts';
import { javaMemberName } from '../../integrations/aws-sdk/java-names.ts';
import { isObject, type Json, type JsonObject, textOf } from '../../json.ts';
import { numberOf } from '../../number.ts';
import { Unusable } from './unusable.ts';

/**
 * Members are found in any case; `null` counts as absent; a client token that is not given is made from the attempt.
 *
 * @throws {Unusable} naming the field that does not fit
 */
export function sdkInput(
  schema: NormalizedSchema,
  parameters: JsonObject,
  attempt: string,
): Record<string, unknown> {
  if (!schema.isStructSchema()) return {};
  const input = structure(schema, parameters, '');
  const members = [...schema.structIterator()];
  for (const [name, member] of members) {
    if (member.isIdempotencyToken()) input[name] ??= attemptId(attempt);
  }
  // A text that is sent as a stream has a type of its own in the Java SDK.
  if (members.some(([name, member]) => member.isStreaming() && input[name] !== undefined)) {
    const typed = members.some(([name]) => name === 'ContentType');
    if (typed) input.ContentType ??= 'text/plain; charset=UTF-8';
  }
  return input;
}

function structure(schema: NormalizedSchema, value: Json, at: string): Record<string, unknown> {
  if (!isObject(value)) throw new Unusable(`The value for the field '${at}' must be an OBJECT`);
  const members = new Map<string, [string, NormalizedSchema]>();
  for (const [name, member] of schema.structIterator()) {
    members.set(javaMemberName(name).toLowerCase(), [name, member]);
    members.set(name.toLowerCase(), [name, member]);
  }
  const input: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === null) continue;
    const found = members.get(key.toLowerCase());
    if (!found) throw new Unusable(`The field "${key}" is not supported by Step Functions`);
    input[found[0]] = valueFor(found[1], item, key);
  }
  return input;
}

function valueFor(schema: NormalizedSchema, value: Json, at: string): unknown {
  if (schema.isStructSchema()) return structure(schema, value, at);
  if (schema.isListSchema()) return list(schema, value, at);
  if (schema.isMapSchema()) return map(schema, value, at);
  if (schema.isBlobSchema()) return Buffer.from(text(value));
  if (schema.isStringSchema()) return text(value);
  if (schema.isTimestampSchema()) return moment(value, at);
  if (schema.isNumericSchema()) return number(value, at);
  if (schema.isBooleanSchema()) return boolean(value, at);
  // a document of any shape, whose numbers the client has to know as such
  return JSON.parse(textOf(value));
}

function list(schema: NormalizedSchema, value: Json, at: string): unknown[] {
  if (!Array.isArray(value)) throw new Unusable(`The value for the field '${at}' must be an ARRAY`);
  const member = schema.getValueSchema();
  return value.map((item) => (item === null ? null : valueFor(member, item, at)));
}

function map(schema: NormalizedSchema, value: Json, at: string): Record<string, unknown> {
  if (!isObject(value)) throw new Unusable(`The value for the field '${at}' must be an OBJECT`);
  const member = schema.getValueSchema();
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  // Object.fromEntries defines keys, so that `__proto__` is one like any other.
  return Object.fromEntries(entries.map(([key, item]) => [key, valueFor(member, item, key)]));
}

/** Where the API wants a text, anything else stands for its JSON. */
function text(value: Json): string {
  return typeof value === 'string' ? value : textOf(value);
}

/** A time as ISO 8601 has it, or in seconds since the epoch. */
function moment(value: Json, at: string): Date {
  const seconds = numberOf(value);
  const date = new Date(seconds === undefined ? String(value) : seconds * 1000);
  if (Number.isNaN(date.getTime())) {
    throw new Unusable(`The value for the field '${at}' must be a valid ISO 8601 timestamp`);
  }
  return date;
}

function number(value: Json, at: string): number {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : numberOf(value);
  if (parsed !== undefined && Number.isFinite(parsed)) return parsed;
  throw new Unusable(`The value for the field '${at}' must be a NUMBER`);
}

function boolean(value: Json, at: string): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Unusable(`The value for the field '${at}' must be a BOOLEAN`);
}
