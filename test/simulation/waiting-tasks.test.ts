import { describe, expect, it } from 'vitest';
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
