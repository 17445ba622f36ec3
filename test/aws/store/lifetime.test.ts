/** How long the store keeps what it writes. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryItems } from '../../../core/aws/store/query.ts';
import { createStore } from '../../../core/aws/store.ts';
import type { StepRecord } from '../../../core/engine/step-record.ts';
import type { Store } from '../../../core/ports.ts';
import { head, newExecution, noise, order, record, STARTED_AT } from '../../contract/samples.ts';
import { startDynoxide } from '../../engines/dynoxide.ts';
import { type Engine, TABLE } from '../../engines/engine.ts';

const DAY = 86_400;
const START = STARTED_AT / 1000;

describe('the store', () => {
  let engine: Engine;
  let store: Store;
  let now = STARTED_AT;
  beforeAll(async () => {
    engine = await startDynoxide();
    store = createStore(engine.db, TABLE, { retentionDays: 90, now: () => now });
  });
  afterAll(() => engine.close());

  /** The items of an execution: how many days after the start they expire. */
  async function days(id: string): Promise<Record<string, number>> {
    const items = await queryItems(engine.db, {
      TableName: TABLE,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `execution#${id}` } },
    });
    return Object.fromEntries(
      items.map(({ sk, ttl }) => [
        sk?.S?.replace(/payload#[^#]+#/, 'payload#'),
        (Number(ttl?.N) - START) / DAY,
      ]),
    );
  }

  function waiting(id: string, step: number, daysLeft: number): StepRecord {
    const at = STARTED_AT + daysLeft * DAY * 1000;
    const timers: StepRecord['commands'] = [
      { type: 'ScheduleTimer', at: STARTED_AT + 1_000, timer: 'state' },
      { type: 'ScheduleTimer', at, timer: 'execution' },
    ];
    return { ...record(id, step, order), commands: timers };
  }

  it('keeps everything for the retention', async () => {
    const id = newExecution();
    now = STARTED_AT;
    await store.append(record(id, 0, order));
    await store.openHead(head(id, STARTED_AT));
    await store.openJoin({ execution: id, step: 0, count: 101, concurrency: 101 });
    expect(await days(id)).toEqual({
      'step#00000000': 90,
      head: 90,
      'join#0': 90,
      'join#0#0': 90,
      'join#0#1': 90,
    });
    now = STARTED_AT + 10 * DAY * 1000;
    await store.closeHead(head(id, STARTED_AT, { status: 'SUCCEEDED' }));
    expect((await days(id)).head).toBe(100);
  });

  it('counts the retention from the last timer', async () => {
    const id = newExecution();
    now = STARTED_AT;
    await store.append(waiting(id, 0, 200));
    await store.append(waiting(id, 1, -5));
    expect(await days(id)).toMatchObject({ 'step#00000000': 290 });
    expect((await days(id))['step#00000001']).toBeCloseTo(90, 3);
  });

  it('renews all items of an execution that would expire earlier', async () => {
    const id = newExecution();
    now = STARTED_AT;
    for (let step = 0; step < 30; step++) {
      await store.append({ ...record(id, step, noise(60_000, step + 1)), commands: [] });
    }
    await store.append(waiting(id, 30, 300));
    await store.openHead(head(id, STARTED_AT));
    await store.renew(id, STARTED_AT + 200 * DAY * 1000);
    const { 'step#00000030': last, ...others } = await days(id);
    expect(last).toBe(390);
    expect(new Set(Object.values(others))).toEqual(new Set([290]));
    expect(await store.head(id)).toEqual(head(id, STARTED_AT));
    engine.requests();
    await store.renew(id, STARTED_AT + 200 * DAY * 1000);
    expect(engine.requests().filter(({ action }) => action === 'UpdateItem')).toEqual([]);
    await store.renew(newExecution(), STARTED_AT);
  });

  it('writes a large value again before a record outlives it', async () => {
    const id = newExecution();
    const large = noise(30_000);
    const puts = async (step: number, after: number) => {
      now = STARTED_AT + after * DAY * 1000;
      engine.requests();
      await store.append({ ...record(id, step, large), commands: [] });
      return engine.requests().length;
    };
    expect(await puts(0, 0)).toBe(2);
    expect((await days(id))['payload#0']).toBe(135);
    expect(await puts(1, 45)).toBe(1);
    expect(await puts(2, 46)).toBe(2);
    expect((await days(id))['payload#0']).toBe(181);
    expect(await puts(3, 50)).toBe(1);
  });
});
