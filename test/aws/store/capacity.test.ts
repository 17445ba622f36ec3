/** What the store's requests cost, as dynoxide counts it. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../../core/aws/store.ts';
import { childId } from '../../../core/engine/execution-id.ts';
import type { StepRecord } from '../../../core/engine/step-record.ts';
import { type Json, parseJson } from '../../../core/json.ts';
import type { Start, Store } from '../../../core/ports.ts';
import {
  ended,
  head,
  newExecution,
  noise,
  order,
  record,
  STARTED_AT,
} from '../../contract/samples.ts';
import { startDynoxide } from '../../engines/dynoxide.ts';
import { type Engine, TABLE } from '../../engines/engine.ts';

describe('the store', () => {
  let engine: Engine;
  let store: Store;
  beforeAll(async () => {
    engine = await startDynoxide();
    store = openStore();
  });
  afterAll(() => engine.close());

  /** A store as another function would have it, that remembers nothing. */
  function openStore(): Store {
    return createStore(engine.db, TABLE, { retentionDays: 90, now: () => STARTED_AT });
  }

  /** The requests that an action makes, as `PutItem 1`. */
  async function cost(action: () => Promise<unknown>): Promise<string[]> {
    engine.requests();
    await action();
    return engine.requests().map(({ action, units }) => `${action} ${units}`);
  }

  async function countOf(requests: Promise<string[]>): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const request of await requests) {
      const action = request.split(' ')[0] ?? '';
      counts[action] = (counts[action] ?? 0) + 1;
    }
    return counts;
  }

  function passed(id: string, step: number, input: Json, output: Json): StepRecord {
    const history: StepRecord['history'] = [
      { type: 'PassStateEntered', details: { name: 'ApplyDiscount', input } },
      { type: 'PassStateExited', details: { name: 'ApplyDiscount', output } },
      { type: 'ChoiceStateEntered', details: { name: 'IsLargeOrder', input: output } },
    ];
    return { ...record(id, step, output), history, commands: [{ type: 'InvokeStep' }] };
  }

  it.each([
    ['a small document', { total: 12, approved: true }],
    ['an order', order],
  ])('writes and reads a record with %s by one unit each', async (_, input) => {
    const id = newExecution();
    const records = [record(id, 0, input), passed(id, 1, input, input), ended(id, 2, input)];
    for (const each of records) {
      expect(await cost(() => store.append(each))).toEqual(['PutItem 1']);
      expect(await cost(() => openStore().read(id, each.step))).toEqual(['GetItem 1']);
    }
    expect(await cost(() => openStore().latest(id))).toEqual(['Query 1']);
  });

  it('writes a record by one unit whose state changed a part of an order', async () => {
    const id = newExecution();
    const changed: Json = { ...(order as object), discount: { percent: 5, reason: 'gold' } };
    const entry = passed(id, 0, order, changed);
    expect(await cost(() => store.append(entry))).toEqual(['PutItem 1']);
  });

  it('does not read again what it has just written itself', async () => {
    const written = record(newExecution(), 0, order);
    await store.append(written);
    expect(await cost(() => store.read(written.state.id, 0))).toEqual([]);
    expect(await store.read(written.state.id, 0)).toEqual(written);
    expect(await cost(() => openStore().read(written.state.id, 0))).toEqual(['GetItem 1']);
  });

  it('writes the first record of a child by one unit, 25 in a request', async () => {
    const parent = newExecution();
    const children = Array.from({ length: 50 }, (_, index) => {
      const child = record(childId(parent, 3, index), 0, { index, sku: 'BK-1842' });
      return { ...child, history: [], commands: [] };
    });
    expect(await cost(() => store.createChildren(children))).toEqual([
      'BatchWriteItem 25',
      'BatchWriteItem 25',
    ]);
  });

  it('opens a join of a hundred by one unit, and lets a child leave by one', async () => {
    const id = `${'M'.repeat(80)}:${'n'.repeat(80)}`;
    const join = { execution: id, step: 1_234_567, count: 100_000, concurrency: 100 };
    let starts: Start[] = [];
    expect(
      await cost(async () => {
        starts = await store.openJoin(join);
      }),
    ).toEqual(['PutItem 1']);
    for (const { index, slot } of starts) {
      expect(await cost(() => store.leaveJoin(join, index, slot))).toEqual(['UpdateItem 1']);
    }
  });

  it('shows a start and an end by one head, listed by one query', async () => {
    const id = newExecution('Counted');
    await store.openHead(head(id, STARTED_AT));
    expect(await cost(() => store.head(id))).toEqual(['GetItem 1']);
    expect(
      await countOf(cost(() => store.heads({ machine: 'Counted', status: 'RUNNING', limit: 9 }))),
    ).toEqual({ Query: 1 });
    expect(await countOf(cost(() => store.heads({ machine: 'Counted', limit: 9 })))).toEqual({
      Query: 5,
    });
  });

  describe('with a document of 5 MB', () => {
    const large = parseJson(JSON.stringify(noise(5_000_000)));

    it('writes it once while it flows through ten states', async () => {
      const id = newExecution();
      const requests = cost(async () => {
        for (let step = 0; step < 10; step++) await store.append(passed(id, step, large, large));
      });
      const { PutItem = 0, ...others } = await countOf(requests);
      const chunks = PutItem - 10;
      expect(chunks).toBeGreaterThan(5);
      expect(chunks).toBeLessThan(14);
      expect(others).toEqual({});
      expect((await requests).filter((request) => request === 'PutItem 1')).toHaveLength(10);
    });

    it('writes it once though every state runs in another function', async () => {
      const id = newExecution();
      await store.append(passed(id, 0, large, large));
      for (let step = 0; step < 5; step++) {
        const other = openStore();
        const input = (await other.read(id, step))?.state.current?.input;
        expect(input).toEqual(large);
        const next = passed(id, step + 1, input ?? null, input ?? null);
        expect(await cost(() => other.append(next))).toEqual(['PutItem 1']);
      }
    });

    it('lets children refer to what their parent holds', async () => {
      const parent = newExecution();
      await store.append(passed(parent, 0, large, large));
      const input = (await openStore().read(parent, 0))?.state.current?.input ?? null;
      const children = [0, 1, 2].map((branch) =>
        passed(childId(parent, 0, branch), 0, large, large),
      );
      expect(await countOf(cost(() => store.createChildren(children)))).toEqual({
        BatchWriteItem: 1,
      });
      const child = await openStore().read(childId(parent, 0, 2), 0);
      expect(child?.state.current?.input).toEqual(input);
    });

    it('says which part is missing when it cannot be read', async () => {
      const id = newExecution();
      await store.append(passed(id, 0, large, large));
      const { Items = [] } = await engine.db.call('Query', {
        TableName: TABLE,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ProjectionExpression: 'pk, sk',
        ExpressionAttributeValues: {
          ':pk': { S: `execution#${id}` },
          ':sk': { S: 'payload#' },
        },
      });
      const [Key] = Items;
      if (!Key) throw new Error('no payload item');
      await engine.db.call('DeleteItem', { TableName: TABLE, Key });
      await expect(openStore().read(id, 0)).rejects.toThrow(`${Key.sk?.S} is gone`);
    });
  });
});
