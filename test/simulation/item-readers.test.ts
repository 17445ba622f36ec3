import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, textOf } from '../../core/json.ts';
import type { Faults } from './faults.ts';
import { expectWholeHistory } from './history.ts';
import { type ItemCase, itemCases, machineOf } from './item-readers.ts';
import { S3 } from './s3.ts';
import { World } from './world.ts';

interface Run {
  world: World;
  s3: S3;
}

async function run(
  { map, objects, input = {} }: Omit<ItemCase, 'shows' | 'items'>,
  faults: Faults = { mostChildren: 3 },
  rest: JsonObject = {},
): Promise<Run> {
  const world = new World(faults);
  const s3 = new S3(objects);
  world.workers.services.s3 = (request) => s3.call(request);
  await world.createMachine('main', machineOf(map, rest));
  await world.start('main', input);
  await world.run();
  return { world, s3 };
}

/** What a list tells of the time and the tag of an object is left out. */
function itemsOf(output: Json | undefined): Json {
  const items = JSON.parse(textOf(output ?? null)) as Json;
  if (!Array.isArray(items)) return items;
  return items.map((item) => {
    if (!isObject(item) || !('Etag' in item)) return item;
    const { Etag: _, LastModified: __, ...rest } = item;
    return rest;
  });
}

async function expectItems(world: World, { items }: ItemCase, where = '') {
  const { status, output, failure } = await world.last('main:run');
  expect({ status, failure }, where).toEqual({ status: 'SUCCEEDED', failure: undefined });
  expect(itemsOf(output), where).toEqual(items);
  await expectWholeHistory(world, 'main:run');
}

describe.each(itemCases)('a distributed Map over $shows', (example) => {
  it('runs a child for each of them', async () => {
    const { world } = await run(example);
    await expectItems(world, example);
  });

  it('does so in one step where that may make as many children', async () => {
    const { world } = await run(example, {});
    await expectItems(world, example);
  });

  it('ends the same when every message comes twice', async () => {
    const { world } = await run(example, { mostChildren: 3, duplicate: true });
    await expectItems(world, example, 'all twice');
  });

  it.each(['before', 'after'] as const)(
    'survives a crash %s every single port call',
    async (when) => {
      const calls = (await run(example)).world.portCalls;
      for (let call = 0; call < calls; call++) {
        const { world } = await run(example, { mostChildren: 3, crash: { call, when } });
        await expectItems(world, example, `a crash ${when} call ${call} of ${calls}`);
      }
    },
  );
});

describe('reading', () => {
  const [csv] = itemCases as [ItemCase];
  const failing = { error: 'States.ItemReaderFailed' };

  async function failureOf(
    example: Omit<ItemCase, 'shows' | 'items'>,
    rest: JsonObject = {},
  ): Promise<{ failure: unknown; history: unknown[] }> {
    const { world } = await run(example, { mostChildren: 3 }, rest);
    const { failure } = await world.last('main:run');
    const records = await world.records('main:run');
    const history = records.flatMap((record) => record.history.map(({ type }) => type));
    return { failure, history };
  }

  it('fails the Map Run by the words of S3 where there is no such file', async () => {
    const { failure, history } = await failureOf({ ...csv, objects: {} });
    expect(failure).toEqual({
      ...failing,
      cause: 'The specified key does not exist. (Service: S3, Status Code: 404, Request ID: r)',
    });
    expect(history.slice(2)).toEqual([
      'MapStateStarted',
      'MapRunStarted',
      'MapRunFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('fails where a later part of the file is none of its type', async () => {
    const reader = { InputType: 'JSONL' };
    const map = {
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: reader,
        Parameters: { Bucket: 'b', Key: 'items' },
      },
    };
    const objects = { items: '1\n2\n3\n4\n{' };
    const { failure } = await failureOf({ map, objects });
    expect(failure).toEqual(expect.objectContaining(failing));
  });

  it('can be caught, and tried again', async () => {
    const Catch = [{ ErrorEquals: ['States.ItemReaderFailed'], ResultPath: '$.e', Next: 'Sorry' }];
    const Retry = [{ ErrorEquals: ['States.ItemReaderFailed'], MaxAttempts: 2 }];
    const world = new World({ mostChildren: 3 });
    const s3 = new S3();
    world.workers.services.s3 = (request) => {
      // The file comes into being between the second attempt and the third.
      if (s3.calls.length === 2) s3.objects.set('items', Buffer.from(csv.objects?.items ?? ''));
      return s3.call(request);
    };
    const machine = machineOf(csv.map, { Retry, Catch });
    await world.createMachine('main', {
      ...machine,
      States: { ...(machine.States as JsonObject), Sorry: { Type: 'Succeed' } },
    });
    await world.start('main', {});
    await world.run();
    expect(itemsOf((await world.last('main:run')).output)).toEqual(csv.items);
  });

  it('fails where the file is another one than it was', async () => {
    const world = new World({ mostChildren: 3 });
    const s3 = new S3(csv.objects ?? {});
    world.workers.services.s3 = (request) => {
      const answer = s3.call(request);
      if (s3.calls.length === 2) s3.objects.set('items', Buffer.from('id,name\n'));
      return answer;
    };
    await world.createMachine('main', machineOf(csv.map));
    await world.start('main', {});
    await world.run();
    expect((await world.last('main:run')).failure).toEqual({
      ...failing,
      cause: 'The file items has changed while it was being read.',
    });
  });

  it('asks S3 again where that is in trouble, but not for ever', async () => {
    for (const [troubles, status] of [
      [3, 'SUCCEEDED'],
      [4, 'FAILED'],
    ] as const) {
      const world = new World({ mostChildren: 100 });
      const s3 = new S3(csv.objects ?? {});
      let left = troubles;
      world.workers.services.s3 = (request) =>
        left-- > 0
          ? { type: 'refused', status: 503, code: 'SlowDown', message: 'slower', requestId: 'r' }
          : s3.call(request);
      await world.createMachine('main', machineOf(csv.map));
      await world.start('main', {});
      await world.run();
      expect((await world.last('main:run')).status).toBe(status);
    }
  });

  it('reads every byte of a file once, but for what a part leaves to the next', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => `${n},${'x'.repeat(200)}\n`);
    const items = `id,text\n${rows.join('')}`;
    const { s3 } = await run({ map: csv.map, objects: { items } }, { mostChildren: 100 });
    const starts = s3.calls.map(({ Range }) => Number(/\d+/.exec(String(Range))?.[0]));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(new Set(starts).size).toBe(starts.length);
  });

  it('ends with its execution, whenever that is stopped', async () => {
    const { portCalls } = (await run(csv)).world;
    for (let call = 1; call < portCalls; call++) {
      const world = new World({
        mostChildren: 3,
        meanwhile: { call, act: () => world.stop('main:run') },
      });
      const s3 = new S3(csv.objects ?? {});
      world.workers.services.s3 = (request) => s3.call(request);
      await world.createMachine('main', machineOf(csv.map));
      await world.start('main', {});
      await world.run();
      const { status } = await world.last('main:run');
      expect(['ABORTED', 'SUCCEEDED'], `a stop before call ${call}`).toContain(status);
    }
  });

  it('ends the same in whatever order invocations do their work, though calls fail', async () => {
    for (const order of ['a', 'b', 'c', 'd']) {
      const chaos = { seed: order, rate: 0.03 };
      const { world } = await run(csv, { mostChildren: 3, order, chaos });
      await expectItems(world, csv, `order ${order}`);
    }
  });

  it('goes on by the sweep, whichever message was lost for good', async () => {
    const { messages } = (await run(csv)).world;
    for (let lose = 0; lose < messages; lose++) {
      const { world } = await run(csv, { mostChildren: 3, lose });
      for (let sweeps = 0; sweeps < 8 && !(await world.last('main:run')).output; sweeps++) {
        await world.sweep();
        await world.run();
      }
      await expectItems(world, csv, `message ${lose} of ${messages}`);
    }
  });
});

describe('an inline Map', () => {
  it('makes its iterations in parts, too, with the same history', async () => {
    const definition = (): JsonObject => {
      const machine = machineOf({ ItemSelector: { 'v.$': '$$.Map.Item.Value' } });
      const { Each } = machine.States as { Each: JsonObject };
      const { ProcessorConfig: _, ...ItemProcessor } = Each.ItemProcessor as JsonObject;
      return { ...machine, States: { Each: { ...Each, ItemProcessor } } };
    };
    const types: unknown[] = [];
    for (const mostChildren of [3, 100]) {
      const world = new World({ mostChildren });
      await world.createMachine('main', definition());
      await world.start('main', [1, 2, 3, 4, 5, 6, 7]);
      await world.run();
      const { output } = await world.last('main:run');
      expect(JSON.parse(textOf(output ?? null))).toEqual([1, 2, 3, 4, 5, 6, 7].map((v) => ({ v })));
      await expectWholeHistory(world, 'main:run');
      const last = (await world.records('main:run')).at(-1);
      types.push([last?.state.lastEventId, last?.history.map(({ type }) => type)]);
    }
    expect(types[0]).toEqual(types[1]);
  });
});
