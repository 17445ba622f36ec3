import { describe, expect, it } from 'vitest';
import { hasEnded } from '../../core/engine/execution.ts';
import { expectWholeHistory } from './history.ts';
import { lastRecordsOfTree, prepareTour, runTour, TOUR, tour, tourOutput } from './tour.ts';
import { World } from './world.ts';

/** Nothing of the tree runs any more; what never got a slot never began. */
async function expectNothingRuns(world: World, where: string): Promise<void> {
  const records = await lastRecordsOfTree(world, TOUR);
  const running = records.filter(({ step, state }) => step > 0 && !hasEnded(state));
  expect(
    running.map(({ state }) => state.id),
    where,
  ).toEqual([]);
}

describe('an execution that is stopped', () => {
  it('ends with all below it, whichever port call the stop comes before', async () => {
    const clean = await runTour({});
    expect(await clean.last(TOUR)).toMatchObject({ status: 'SUCCEEDED', output: tourOutput });
    const startCalls = await callsOfStart();
    for (let call = startCalls; call < clean.portCalls; call++) {
      const world: World = new World({ meanwhile: { call, act: () => world.stop(TOUR) } });
      await prepareTour(world);
      await world.run();
      const where = `a stop before call ${call} of ${clean.portCalls}`;
      const { status, failure } = await world.last(TOUR);
      // The last calls come after the end: they only show it, and tell of it.
      if (status === 'ABORTED') expect(failure, where).toEqual({ error: 'Stopped' });
      else
        expect({ status, late: call > clean.portCalls - 5 }, where).toEqual({
          status: 'SUCCEEDED',
          late: true,
        });
      expect((await world.store.head(TOUR))?.status, where).toBe(status);
      expect(world.workers.repeated, where).toEqual([]);
      await expectNothingRuns(world, where);
      await expectWholeHistory(world, TOUR);
    }
  });
});

async function callsOfStart(): Promise<number> {
  const world = new World();
  await prepareTour(world);
  return world.portCalls;
}

describe('TimeoutSeconds of a machine', () => {
  it.each([1, 50, 101, 150, 200, 300])(
    'ends it with all below it after %i seconds',
    async (seconds) => {
      const definition = { ...tour, TimeoutSeconds: seconds };
      for (const order of ['a', 'b', 'c']) {
        const world = await runTour({ order, chaos: { seed: order, rate: 0.02 } }, definition);
        const [first, last] = [await world.store.read(TOUR, 0), await world.store.latest(TOUR)];
        expect(last?.state.status).toBe('TIMED_OUT');
        const lived = (last?.committedAt ?? 0) - (first?.committedAt ?? 0);
        expect(lived).toBeGreaterThanOrEqual(seconds * 1000);
        await expectNothingRuns(world, `order ${order}`);
        await expectWholeHistory(world, TOUR);
      }
    },
  );
});
