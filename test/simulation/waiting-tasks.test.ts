import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { fetchTask } from '../../core/runtime/fetch-task.ts';
import type { Faults } from './faults.ts';
import { expectWholeHistory } from './history.ts';
import { type Pattern, patterns } from './waiting-tasks.ts';
import { World } from './world.ts';

async function run(pattern: Pattern, faults: Faults = {}): Promise<World> {
  const world = new World(faults);
  for (const [name, definition] of Object.entries(pattern.machines)) {
    await world.createMachine(name, definition);
  }
  pattern.prepare(world);
  await world.start('main', { n: 1 });
  await world.run();
  return world;
}

async function expectGoodEnd(world: World, { output, check }: Pattern, where: string) {
  const { status, output: ended, failure } = await world.last('main:run');
  expect({ status, output: ended, failure }, where).toEqual({ status: 'SUCCEEDED', output });
  expect(world.workers.repeated, where).toEqual([]);
  expect((await world.store.head('main:run'))?.status, where).toBe('SUCCEEDED');
  await expectWholeHistory(world, 'main:run');
  await check?.(world);
}

describe.each(patterns)('$shows', (pattern) => {
  it('ends with the answer', async () => {
    await expectGoodEnd(await run(pattern), pattern, 'no fault');
  });

  it('ends the same when every message comes twice', async () => {
    await expectGoodEnd(await run(pattern, { duplicate: true }), pattern, 'all twice');
  });

  it.each(['before', 'after'] as const)(
    'survives a crash %s every single port call',
    async (when) => {
      const calls = (await run(pattern)).portCalls;
      for (let call = 0; call < calls; call++) {
        const world = await run(pattern, { crash: { call, when } });
        await expectGoodEnd(world, pattern, `a crash ${when} call ${call} of ${calls}`);
      }
    },
  );

  it('ends the same in whatever order many invocations do their work, though calls fail', async () => {
    for (const order of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const world = await run(pattern, { order, chaos: { seed: order, rate: 0.03 } });
      await expectGoodEnd(world, pattern, `order ${order}`);
    }
  });
});

describe('the sweep', () => {
  it.each(patterns)('moves on, whichever message was lost for good, $shows', async (pattern) => {
    const { messages } = await run(pattern);
    for (let lose = 0; lose < messages; lose++) {
      const world = await run(pattern, { lose });
      for (let sweeps = 0; sweeps < 8 && (await world.last('main:run')).output === undefined; ) {
        await world.sweep();
        pattern.prepare(world);
        await world.run();
        sweeps++;
      }
      await expectGoodEnd(world, pattern, `message ${lose} of ${messages}`);
    }
  });
});

describe('a Task whose worker is gone', () => {
  const [callback, activity] = patterns as [Pattern, Pattern];

  it.each([
    ['after HeartbeatSeconds without a heartbeat', callback, 30],
    ['after TimeoutSeconds where it had no token', activity, 100],
  ])('times out %s', async (_, pattern, seconds) => {
    const world = new World();
    const main = JSON.parse(JSON.stringify(pattern.machines.main)) as JsonObject;
    const { Ask: ask } = main.States as { Ask: JsonObject };
    ask.Retry = [];
    if (ask.TimeoutSeconds === seconds) delete ask.HeartbeatSeconds;
    await world.createMachine('main', main);
    await world.activities.create({ name: 'review', createdAt: world.now });
    world.workers.byName.notify = () => ({});
    world.ask(
      (runtime, deliveryId) => fetchTask(runtime, { activity: 'review', deliveryId }),
      1_000,
    );
    await world.start('main', {});
    await world.run();
    const records = await world.records('main:run');
    const last = records.at(-1);
    expect(last?.state).toMatchObject({ status: 'FAILED', failure: { error: 'States.Timeout' } });
    expect(last?.history[0]?.type).toMatch(/TimedOut$/);
    const lived = (last?.committedAt ?? 0) - (records[0]?.committedAt ?? 0);
    expect(lived).toBeGreaterThanOrEqual(seconds * 1000);
    expect(lived).toBeLessThan(seconds * 1000 + 60_000);
  });
});

describe('a stop', () => {
  const [, , nested, job] = patterns as [Pattern, Pattern, Pattern, Pattern];

  it('stops the execution that a Task waits for, whichever port call it comes before', async () => {
    const calls = (await run(nested)).portCalls;
    for (let call = 8; call < calls; call++) {
      const world: World = new World({ meanwhile: { call, act: () => world.stop('main:run') } });
      for (const [name, definition] of Object.entries(nested.machines)) {
        await world.createMachine(name, definition);
      }
      await world.start('main', {});
      await world.run();
      const where = `a stop before call ${call} of ${calls}`;
      const outer = await world.last('main:run');
      const { items } = await world.store.heads({ machine: 'inner', limit: 10 });
      expect(
        items.filter(({ status }) => status === 'RUNNING'),
        where,
      ).toEqual([]);
      if (outer.status === 'SUCCEEDED') expect(outer.output, where).toBe('from inside');
      else expect(outer, where).toMatchObject({ status: 'ABORTED', failure: { error: 'Stopped' } });
    }
  });

  it('cancels the job that a Task waits for', async () => {
    const world = new World();
    await world.createMachine('main', job.machines.main ?? {});
    job.prepare(world);
    const athena = world.workers.services.athena;
    const cancelled: JsonObject[] = [];
    world.workers.services.athena = (request) => {
      if (request.action === 'stopQueryExecution') cancelled.push(request.parameters);
      return athena?.(request) ?? { type: 'timedOut' };
    };
    world.ask(() => world.stop('main:run'), 2_000);
    await world.start('main', {});
    await world.run();
    expect((await world.last('main:run')).status).toBe('ABORTED');
    expect(cancelled).toEqual([{ QueryExecutionId: 'query of main:run#1' }]);
  });
});

describe('an execution that another waits for', () => {
  const nested = patterns[2] as Pattern;
  const failing = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Broken', Cause: 'why' } } };

  it('fails its caller with what it says of itself', async () => {
    const world = new World();
    const main = JSON.parse(JSON.stringify(nested.machines.main)) as JsonObject;
    (main.States as { Ask: JsonObject }).Ask.Retry = [];
    await world.createMachine('main', main);
    await world.createMachine('inner', failing);
    await world.start('main', { a: 1 });
    await world.run();
    const { failure } = await world.last('main:run');
    expect(failure?.error).toBe('States.TaskFailed');
    expect(JSON.parse(failure?.cause ?? '')).toMatchObject({
      Error: 'Broken',
      Cause: 'why',
      Input: '{"a":1}',
      Status: 'FAILED',
    });
  });

  it('is started once for every attempt that Retry allows', async () => {
    const world = new World();
    await world.createMachine('main', nested.machines.main ?? {});
    await world.createMachine('inner', failing);
    await world.start('main', {});
    await world.run();
    const { items } = await world.store.heads({ machine: 'inner', limit: 10 });
    expect(items.map(({ status }) => status)).toEqual(Array(6).fill('FAILED'));
    expect((await world.last('main:run')).status).toBe('FAILED');
  });
});
