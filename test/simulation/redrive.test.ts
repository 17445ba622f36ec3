import { describe, expect, it } from 'vitest';
import { findForkPoint, forkExecution } from '../../core/runtime/fork-execution.ts';
import { redriveExecution } from '../../core/runtime/redrive-execution.ts';
import type { Faults } from './faults.ts';
import { expectWholeHistory } from './history.ts';
import { nest as definition, NEST, Nest, nestOutput } from './nest.ts';

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

describe('a redrive that overtakes the end of the run before', () => {
  it.each([
    ['before', 'Right b'],
    ['after', 'Right b'],
    ['before', 'First'],
    ['after', 'First'],
  ] as const)(
    'is not undone by it, where that died %s a port call, in %s',
    async (when, broken) => {
      const calls = (await redriven({})).world.portCalls;
      let overtaken = 0;
      for (let call = 0; call < calls; call++) {
        const nest = new Nest({ crash: { call, when } }, (task) => task.startsWith(broken));
        await nest.start();
        // What died comes again after a minute only.
        await nest.world.run(nest.world.now + 30_000);
        if ((await nest.world.last(NEST)).status !== 'FAILED') continue;
        if (nest.world.portCalls < call) break;
        if ((await nest.world.store.head(NEST))?.status === 'RUNNING') overtaken++;
        nest.broken = () => false;
        nest.redrive();
        await nest.world.run();
        await expectSuccess(nest, `a crash ${when} call ${call} of ${calls}`);
        expect(nest.world.workers.repeated).toEqual([]);
      }
      expect(overtaken).toBeGreaterThan(0);
    },
  );
});

describe('a fork', () => {
  async function forked(faults: Faults): Promise<Nest> {
    const nest = new Nest(faults, (call) => call === 'Right b');
    await nest.start();
    await nest.world.run();
    nest.broken = () => false;
    nest.world.ask(async (runtime, deliveryId) => {
      const point = await findForkPoint(runtime, NEST, { eventId: 2 });
      if (typeof point === 'string' || 'beyond' in point) throw new Error('no such event');
      await forkExecution(runtime, { point, name: 'fork', deliveryId });
    });
    await nest.world.run();
    return nest;
  }

  async function expectFork(nest: Nest, where: string): Promise<void> {
    const { status, output } = await nest.world.last('nest:fork');
    expect({ status, output }, where).toEqual({ status: 'SUCCEEDED', output: nestOutput });
    expect((await nest.world.last(NEST)).status, where).toBe('FAILED');
    expect((await nest.world.store.head('nest:fork'))?.status, where).toBe('SUCCEEDED');
    expect(nest.world.workers.repeated, where).toEqual([]);
    await expectWholeHistory(nest.world, 'nest:fork');
  }

  it('runs by itself, though every message comes twice', async () => {
    await expectFork(await forked({}), 'no faults');
    await expectFork(await forked({ duplicate: true }), 'duplicates');
  });

  it.each(['before', 'after'] as const)(
    'survives a crash %s every single port call',
    async (when) => {
      const calls = (await forked({})).world.portCalls;
      for (let call = 0; call < calls; call++) {
        await expectFork(await forked({ crash: { call, when } }), `a crash ${when} call ${call}`);
      }
    },
  );

  it('notices nothing when an answer is lost', async () => {
    const calls = (await forked({})).world.portCalls;
    for (let call = 0; call < calls; call++) {
      await expectFork(await forked({ repeat: call }), `the answer of call ${call}`);
    }
  });
});

const orders = Array.from({ length: 40 }, (_, n) => `order ${n}`);

describe('an execution that was stopped', () => {
  it('goes on, wherever the stop met it, though the run before is still winding up', async () => {
    const clean = new Nest({}, () => false);
    await clean.start();
    const first = clean.world.portCalls;
    await clean.world.run();
    for (let call = first; call < clean.world.portCalls; call++) {
      const again = async () => {
        await nest.world.stop(NEST);
        nest.redrive();
      };
      const nest: Nest = new Nest({ meanwhile: { call, act: again } }, () => false);
      await nest.start();
      await nest.world.run();
      const { status, output, redrive } = await nest.world.last(NEST);
      const where = `a stop before call ${call} of ${clean.world.portCalls}`;
      expect({ status, output }, where).toEqual({ status: 'SUCCEEDED', output: nestOutput });
      const late = call > clean.world.portCalls - 5;
      expect(redrive?.count ?? 0, where).toBe(late && !redrive ? 0 : 1);
      expect((await nest.world.store.head(NEST))?.status, where).toBe('SUCCEEDED');
      expect(nest.world.workers.repeated, where).toEqual([]);
      await expectWholeHistory(nest.world, NEST);
    }
  });

  it.each(orders)('goes on in any order of things, under all faults: %s', async (order) => {
    const nest = new Nest({ order, chaos: { seed: order, rate: 0.03 } }, () => false);
    await nest.start();
    await nest.world.runAtMost(20 + 9 * orders.indexOf(order));
    await nest.world.stop(NEST);
    nest.redrive();
    await nest.world.run();
    const { status, output } = await nest.world.last(NEST);
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: nestOutput });
    expect((await nest.world.store.head(NEST))?.status).toBe('SUCCEEDED');
    expect(nest.world.workers.repeated).toEqual([]);
    await expectWholeHistory(nest.world, NEST);
  });
});

describe('an execution that timed out', () => {
  const late = {
    ...definition,
    TimeoutSeconds: 7,
    StartAt: 'Late',
    States: { Late: { Type: 'Wait', Seconds: 4, Next: 'First' }, ...(definition.States as object) },
  };

  it.each(orders.slice(0, 10))('goes on with its whole time: %s', async (order) => {
    const nest = new Nest({ order, chaos: { seed: order, rate: 0.002 } }, () => false, late);
    await nest.start();
    await nest.world.run();
    expect((await nest.world.last(NEST)).status).toBe('TIMED_OUT');
    nest.redrive();
    await nest.world.run();
    // A fault may cost more time than there is: then it ends as before, and another redrive takes it further.
    for (let n = 2; (await nest.world.last(NEST)).status === 'TIMED_OUT' && n < 9; n++) {
      nest.redrive(`token ${n}`);
      await nest.world.run();
    }
    const { status, output } = await nest.world.last(NEST);
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: nestOutput });
    await expectWholeHistory(nest.world, NEST);
  });
});

describe('two redrives at once', () => {
  it.each(orders.slice(0, 20))('are one, and the other is refused: %s', async (order) => {
    const nest = new Nest({ order }, (call) => call === 'Aside');
    nest.broken = (call) => call.startsWith('Aside');
    await nest.start();
    await nest.world.run();
    nest.broken = () => false;
    const outcomes: string[] = [];
    for (const clientToken of ['one', 'two']) {
      nest.world.ask(async (runtime, deliveryId) => {
        const request = { execution: NEST, clientToken, deliveryId };
        outcomes.push((await redriveExecution(runtime, request)).outcome);
      });
    }
    await nest.world.run();
    expect(outcomes.sort()).toEqual(['redriven', 'refused']);
    expect(nest.repeated).toEqual([]);
    await expectSuccess(nest, order);
  });
});
