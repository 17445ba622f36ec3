import { describe, expect, it } from 'vitest';
import { hasEnded } from '../../core/engine/execution.ts';
import { expectWholeHistory } from './history.ts';
import { lastRecordsOfTree, prepareTour, runTour, TOUR, tour, tourOutput } from './tour.ts';
import { World } from './world.ts';

const MOST_SWEEPS = 8;

async function callsOfStart(): Promise<number> {
  const world = new World();
  await world.createMachine('m', { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
  await world.tryToStart('m', {});
  return world.portCalls;
}

async function sweepToEnd(world: World): Promise<void> {
  for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps++) {
    if ((await world.last(TOUR)).status !== 'RUNNING') return;
    await world.sweep();
    await world.run();
  }
}

describe('the sweep', () => {
  it('moves an execution on, whichever message was lost for good', async () => {
    const { messages } = await runTour({});
    for (let lose = 0; lose < messages; lose++) {
      const world = await runTour({ lose });
      await sweepToEnd(world);
      const where = `message ${lose} of ${messages}`;
      const { status, output, failure } = await world.last(TOUR);
      expect({ status, output, failure }, where).toEqual({
        status: 'SUCCEEDED',
        output: tourOutput,
      });
      expect(world.workers.repeated, where).toEqual([]);
      await expectWholeHistory(world, TOUR);
    }
  });

  it('begins what was to be started, or takes it out of the lists, whatever died and was never asked again', async () => {
    const calls = await callsOfStart();
    for (const when of ['before', 'after'] as const) {
      for (let call = 0; call < calls; call++) {
        const world = new World({ crash: { call, when } });
        await world.createMachine('m', {
          StartAt: 'A',
          States: { A: { Type: 'Pass', End: true } },
        });
        await world.tryToStart('m', {});
        await world.run();
        await world.sweep();
        await world.run();
        const head = await world.store.head('m:run');
        const state = (await world.store.latest('m:run'))?.state;
        expect(head?.status, `a crash ${when} call ${call}`).toBe(state?.status);
        expect(state?.status ?? 'SUCCEEDED', `a crash ${when} call ${call}`).toBe('SUCCEEDED');
      }
    }
  });

  it('leaves alone what waits for its time', async () => {
    const waits = {
      StartAt: 'Rest',
      States: { Rest: { Type: 'Wait', Seconds: 1_000_000, End: true } },
    };
    const world = await runTour({ lose: 1 }, waits);
    const { messages } = world;
    await world.sweep();
    expect(world.messages).toBe(messages);
  });

  it('ends an execution whose timeout was lost, with all below it', async () => {
    const world = new World({ lose: 1 });
    await prepareTour(world, { ...tour, TimeoutSeconds: 101 });
    const start = world.now;
    await world.run(start + 101_000);
    await world.sweep();
    expect((await world.last(TOUR)).status).toBe('TIMED_OUT');
    await world.run();
    const running = (await lastRecordsOfTree(world, TOUR)).filter(
      ({ step, state }) => step > 0 && !hasEnded(state),
    );
    expect(running).toEqual([]);
    await expectWholeHistory(world, TOUR);
  });
});
