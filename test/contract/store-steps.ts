/** The part of the store's contract that concerns step records. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childId } from '../../core/engine/execution-id.ts';
import { type Json, type JsonObject, parseJson, setKey, textOf } from '../../core/json.ts';
import type { Store } from '../../core/ports.ts';
import { ended, newExecution, noise, order, record } from './samples.ts';
import type { OpenStore } from './store.ts';

export function stepContract(open: () => Promise<OpenStore>): void {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ store, close } = await open());
  });
  afterAll(() => close());

  async function readBack(input: Json): Promise<Json | undefined> {
    const id = newExecution();
    await store.append(record(id, 0, input));
    return (await store.read(id, 0))?.state.current?.input;
  }

  describe('step records', () => {
    it('reads what was appended', async () => {
      const id = newExecution();
      const written = record(id, 3, order, { variables: { total: 12, order } });
      expect(await store.append(written)).toBe(true);
      expect(await store.read(id, 3)).toEqual(written);
    });

    it('finds nothing where nothing was written', async () => {
      const id = newExecution();
      expect(await store.read(id, 0)).toBeUndefined();
      expect(await store.latest(id)).toBeUndefined();
      expect(await store.records(id, 0, 10)).toEqual([]);
      expect(await store.latestOf([])).toEqual([]);
    });

    it('keeps the first record of a step', async () => {
      const id = newExecution();
      expect(await store.append(record(id, 1, 'first'))).toBe(true);
      expect(await store.append(record(id, 1, 'second'))).toBe(false);
      expect((await store.read(id, 1))?.state.current?.input).toBe('first');
    });

    it('lets one of many win that append the same step at once', async () => {
      const id = newExecution();
      const writers = Array.from({ length: 12 }, (_, writer) => writer);
      const won = await Promise.all(writers.map((writer) => store.append(record(id, 1, writer))));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await store.read(id, 1))?.state.current?.input).toBe(won.indexOf(true));
    });

    it('finds the last record, also behind step 9 and step 99', async () => {
      const id = newExecution();
      for (const step of [0, 9, 10, 99, 100]) {
        await store.append(record(id, step, step));
        expect((await store.latest(id))?.step).toBe(step);
      }
    });

    it('takes neither the head nor a join for a step', async () => {
      const id = newExecution();
      await store.append(record(id, 0, 1));
      await store.openHead({ id, revision: 'r', status: 'RUNNING', startedAt: 1 });
      await store.openJoin({ execution: id, step: 7, count: 1, concurrency: 1 });
      expect((await store.latest(id))?.step).toBe(0);
      expect(await store.records(id, 0, 10)).toHaveLength(1);
    });

    it('lists records in order, from a step on and up to a limit', async () => {
      const id = newExecution();
      for (let step = 0; step < 12; step++) await store.append(record(id, step, step));
      const steps = async (from: number, limit: number) =>
        (await store.records(id, from, limit)).map(({ step }) => step);
      expect(await steps(0, 3)).toEqual([0, 1, 2]);
      expect(await steps(9, 100)).toEqual([9, 10, 11]);
      expect(await steps(12, 5)).toEqual([]);
      expect(await steps(0, 0)).toEqual([]);
    });

    it('lists more records than one answer of DynamoDB holds', async () => {
      const id = newExecution();
      const inputs = Array.from({ length: 12 }, (_, step) =>
        Array.from({ length: 60 }, (_, part) => noise(2_000, step * 100 + part + 1)),
      );
      for (const [step, variables] of inputs.entries()) {
        await store.append(
          record(id, step, step, { variables: Object.fromEntries(variables.entries()) }),
        );
      }
      const records = await store.records(id, 0, 100);
      expect(records.map(({ state }) => Object.values(state.variables))).toEqual(inputs);
    });

    it.each([
      ['spaces and number forms', '{ "a" :  1.0, "b":[1e3 , -0,\t12345678901234567890] }\n'],
      ['escapes', '{"\\u0061":"\\/\\u00e9"}'],
      ['emoji', '{"🧵":"👩‍👩‍👧‍👦 é 漢"}'],
      ['empty strings', '{"":"","a":[""]}'],
      ['repeated keys', '{"a":1,"a":2}'],
    ])('keeps the text of a document verbatim: %s', async (_, text) => {
      const value = await readBack(parseJson(text));
      expect(value !== undefined && textOf(value)).toBe(text);
    });

    it('keeps a document verbatim that is too big for a record', async () => {
      const text = `{ "n" : 1.0, "🧵": ${textOf(noise(500_000))} }`;
      const value = await readBack(parseJson(text));
      expect(value !== undefined && textOf(value)).toBe(text);
    });

    it.each<Json>([null, true, false, 0, -1.5, '', 'text', [], {}, [[]], 'half a pair: \ud83e'])(
      'keeps %j',
      async (value) => expect(await readBack(value)).toEqual(value),
    );

    it('keeps half a surrogate pair in a document', async () => {
      expect(await readBack(parseJson('{"a":"\ud83e"}'))).toEqual({ a: '\ud83e' });
    });

    it('keeps a large string', async () => {
      const text = textOf(noise(1_000_000));
      expect(await readBack(text)).toBe(text);
    });

    it('keeps keys and variables that are called like parts of objects', async () => {
      const variables: JsonObject = {};
      for (const name of ['__proto__', 'constructor', 'toString', 'a', '0', '.type', 'input']) {
        setKey(variables, name, { [name]: name });
      }
      const id = newExecution();
      await store.append(record(id, 0, parseJson('{"__proto__":{"x":1}}'), { variables }));
      const read = await store.read(id, 0);
      expect(textOf(read?.state.variables ?? null)).toBe(textOf(variables));
      expect(JSON.stringify(read?.state.current?.input)).toBe('{"__proto__":{"x":1}}');
      expect(Object.getPrototypeOf(read?.state.current?.input)).toBe(Object.prototype);
    });

    it('keeps values nested as deep as steps may make them', async () => {
      let value: Json = 1;
      for (let depth = 0; depth < 1_500; depth++) value = [value];
      expect(textOf((await readBack(value)) ?? null)).toBe(textOf(value));
    });

    it('keeps records that no single item can hold', async () => {
      const values = Array.from({ length: 300 }, (_, seed) => noise(2_500, seed + 1));
      const variables = Object.fromEntries(values.map((value, place) => [`v${place}`, value]));
      const id = newExecution();
      await store.append(record(id, 0, order, { variables }));
      expect((await store.read(id, 0))?.state.variables).toEqual(variables);
    });
  });

  describe('children', () => {
    const children = (parent: string, count: number) =>
      Array.from({ length: count }, (_, index) => record(childId(parent, 4, index), 0, { index }));

    it('are made, and made again without harm', async () => {
      const parent = newExecution();
      const records = children(parent, 60);
      await store.createChildren(records);
      await store.append(record(childId(parent, 4, 7), 1, 'went on'));
      await store.createChildren(records);
      expect(await store.read(childId(parent, 4, 59), 0)).toEqual(records[59]);
      expect((await store.latest(childId(parent, 4, 7)))?.step).toBe(1);
    });

    it('are refused where a record is no first one of a child', async () => {
      const id = newExecution();
      await expect(store.createChildren([record(id, 0, 1)])).rejects.toThrow('not the first');
      await expect(store.createChildren([record(childId(id, 4, 0), 1, 1)])).rejects.toThrow(
        'not the first',
      );
    });

    it('are found by their last records, in their order, without those that have none', async () => {
      const parent = newExecution();
      const ids = Array.from({ length: 230 }, (_, index) => childId(parent, 4, index));
      await store.createChildren(children(parent, 230).filter((_, index) => index !== 13));
      const lasts: (number | undefined)[] = ids.map((_, index) =>
        index === 13 ? undefined : index % 5,
      );
      for (const [index, id] of ids.entries()) {
        const last = lasts[index] ?? 0;
        for (let step = 1; step < last; step++) await store.append(record(id, step, step));
        if (last > 0) await store.append(ended(id, last, { index }));
      }
      const found = await store.latestOf(ids);
      expect(found.map(({ state, step }) => [state.id, step])).toEqual(
        ids.flatMap((id, index) => (lasts[index] === undefined ? [] : [[id, lasts[index]]])),
      );
    });

    it('are found though the first of them is missing, or asked for twice', async () => {
      const parent = newExecution();
      await store.createChildren(children(parent, 2));
      const [first, second] = [childId(parent, 4, 0), childId(parent, 4, 1)];
      const found = await store.latestOf([childId(parent, 4, 9), second, first, second]);
      expect(found.map(({ state }) => state.id)).toEqual([second, first, second]);
    });
  });
}
