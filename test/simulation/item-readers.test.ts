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
