/** Step records as text. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PooledValue,
  packRecord,
  parseRecord,
  printRecord,
  storableText,
  unpackRecord,
} from '../../core/aws/record-codec.ts';
import type { StepRecord } from '../../core/engine/step-record.ts';
import { type Json, type JsonObject, parseJson, parseTrusted, textOf } from '../../core/json.ts';
import { newExecution, order, record } from '../contract/samples.ts';

function print(original: StepRecord): string {
  const { fields, values } = packRecord(original);
  return printRecord(fields, values.map(storableText), original.state.id);
}

function parse(text: string, id: string, step: number): StepRecord {
  const { fields, pool } = parseRecord(text, id);
  const values = pool.map((pooled) => {
    if (typeof pooled !== 'string') throw new Error('a reference');
    return parseTrusted(pooled);
  });
  return unpackRecord(fields, values, id, step);
}

const json = fc
  .oneof(
    { weight: 4, arbitrary: fc.json().map(parseJson) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 1, arbitrary: fc.constantFrom<Json>(null, 0, '', '0', [], {}) },
  )
  .map((value) => value as Json);
const name = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('__proto__', 'type', '0', '.a', 'input', 'variables', 'constructor'),
);

/** An object as `JSON.parse` makes them, where every key is an own one. */
function objectOf(entries: [string, Json][]): JsonObject {
  const members = entries.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`);
  return JSON.parse(`{${members.join(',')}}`);
}

const records = fc
  .record({
    input: json,
    output: fc.option(json, { nil: undefined }),
    item: fc.option(json, { nil: undefined }),
    variables: fc.array(fc.tuple(name, json)).map(objectOf),
    cause: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
    details: fc.array(fc.record({ name, output: json, index: fc.nat() })),
    extra: fc.tuple(
      name.filter((key) => key !== 'variables'),
      fc.nat(),
    ),
  })
  .map(({ input, output, item, variables, cause, details, extra }) => {
    const id = 'M:n/3.4';
    const base = record(id, 9, input, { variables, ...(output !== undefined && { output }) });
    if (item !== undefined) {
      const value = { index: 3, value: item };
      const kin = { state: 'Each', kind: 'iteration' as const, count: 9, concurrency: 2 };
      base.state.child = { ...kin, item: value };
    }
    if (cause !== undefined) base.state.failure = { error: 'E', cause };
    base.history = details.map((each) => ({ type: 'TaskSucceeded', details: each }));
    return { ...objectOf([extra]), ...base } as unknown as StepRecord;
  });

describe('a record as text', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(records, (original) => {
        const read = parse(print(original), original.state.id, original.step);
        expect(read).toEqual(original);
        expect(textOf(read.state.current?.input ?? null)).toBe(
          storableText(original.state.current?.input ?? null),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('holds each distinct value once', () => {
    const copy = parseJson(textOf(order));
    const original = record(newExecution(), 1, order, { output: copy, variables: { order } });
    const { values } = packRecord(original);
    expect(values.filter((value) => textOf(value) === textOf(order))).toHaveLength(1);
    expect(print(original).split('ord-20931-7731')).toHaveLength(3);
  });

  it('tells a string apart from a number and a document with the same letters', () => {
    const variables: JsonObject = { a: '1', b: 1, c: [1], d: '[1]', e: 'text:1' };
    const id = newExecution();
    const read = parse(print(record(id, 0, '{}', { variables })), id, 0);
    expect(read.state.variables).toEqual(variables);
  });

  it('refers to values that lie elsewhere, and to those of an ancestor by its id', () => {
    const own = { owner: 'M:n/3.4', hash: 'abc', chunks: 2, ttl: 17 };
    const pool: PooledValue[] = ['1', own, { ...own, owner: 'M:n' }, '{"a":1}'];
    const text = printRecord({ x: 1 }, pool, 'M:n/3.4');
    expect(parseRecord(text, 'M:n/3.4')).toEqual({ fields: { x: 1 }, pool });
  });

  it('changes no value', () => {
    const original = record(newExecution(), 1, order, { variables: { order } });
    const before = structuredClone(original);
    packRecord(original);
    expect(original).toEqual(before);
  });
});
