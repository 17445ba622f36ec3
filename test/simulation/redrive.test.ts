import { describe, expect, it } from 'vitest';
import type { Faults } from './faults.ts';
import { expectWholeHistory } from './history.ts';
import { NEST, Nest, nestOutput } from './nest.ts';

async function redriven(faults: Faults): Promise<Nest> {
  const nest = new Nest(faults, (call) => call === 'Right b');
  await nest.start();
  await nest.world.run();
  expect((await nest.world.last(NEST)).status).toBe('FAILED');
  nest.broken = () => false;
  nest.redrive();
  await nest.world.run();
  return nest;
}

async function expectSuccess(nest: Nest, where: string): Promise<void> {
  const { status, output, redrive } = await nest.world.last(NEST);
  expect({ status, output, redrives: redrive?.count }, where).toEqual({
    status: 'SUCCEEDED',
    output: nestOutput,
    redrives: 1,
  });
  const head = await nest.world.store.head(NEST);
  expect([head?.status, head?.redrives], where).toEqual(['SUCCEEDED', 1]);
  await expectWholeHistory(nest.world, NEST);
}

describe('a redriven execution', () => {
  it('goes on with what failed or was stopped, and with nothing that had succeeded', async () => {
    const nest = await redriven({});
    await expectSuccess(nest, 'no faults');
    expect(nest.repeated).toEqual([]);
    expect(nest.world.errors).toEqual([]);
  });

  it('does so though every message comes twice', async () => {
    const nest = await redriven({ duplicate: true });
    await expectSuccess(nest, 'duplicates');
    expect(nest.repeated).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'survives a crash %s every single port call',
    async (when) => {
      const calls = (await redriven({})).world.portCalls;
      for (let call = 0; call < calls; call++) {
        const nest = await redriven({ crash: { call, when } });
        await expectSuccess(nest, `a crash ${when} call ${call} of ${calls}`);
        expect(nest.world.workers.repeated).toEqual([]);
      }
    },
  );

  it('notices nothing when the answer of any port call is lost and the call made again', async () => {
    const calls = (await redriven({})).world.portCalls;
    for (let call = 0; call < calls; call++) {
      const nest = await redriven({ repeat: call });
      await expectSuccess(nest, `call ${call} of ${calls}`);
      expect(nest.repeated, `call ${call} of ${calls}`).toEqual([]);
    }
  });
});
