import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Faults } from './faults.ts';
import { expectWholeHistory } from './history.ts';
import { definitionOf, type Piece, pieces } from './machines.ts';
import { World } from './world.ts';

/** More by hand: `RUNS=5000 npx vitest run test/simulation/faults.test.ts`. */
const RUNS = Number(process.env.RUNS ?? 150);

async function runOf(machine: Piece[], items: number[], faults: Faults): Promise<World> {
  const world = new World(faults);
  world.workers.byName.double = (event) => ({ n: numberOf(event, 'n') * 2 });
  world.workers.byName.flaky = (event) => {
    if (numberOf(event, 'retried') < numberOf(event, 'failures')) throw named('NotYet');
    return { n: numberOf(event, 'n') + 1 };
  };
  world.workers.byName.hopeless = () => {
    throw named('Hopeless');
  };
  await world.createMachine('m', definitionOf(machine));
  await world.start('m', { n: 1, items });
  await world.run();
  return world;
}

function numberOf(event: unknown, field: string): number {
  return (event as Record<string, number>)[field] ?? Number.NaN;
}

function named(name: string): Error {
  const error = new Error('on purpose');
  error.name = name;
  return error;
}

async function endOf(world: World) {
  const { status, output, failure } = await world.last('m:run');
  return { status, output, failure };
}

/** Without the children's, whose order is that of their invocations, and without the ids that Map Runs draw. */
async function historyOf(world: World): Promise<string> {
  const records = await world.records('m:run');
  const history = JSON.stringify(records.flatMap(({ history }) => history));
  return history.replace(/mapRun:m\/[^"]*/g, 'mapRun:m');
}

const items = fc.array(fc.nat(9), { maxLength: 4 });
const seed = fc.string({ minLength: 8, maxLength: 8, unit: 'grapheme-ascii' });

async function expectSameEnd(m: Piece[], list: number[], faults: Faults): Promise<void> {
  const clean = await runOf(m, list, {});
  const faulted = await runOf(m, list, faults);
  expect(await endOf(faulted)).toEqual(await endOf(clean));
  expect(faulted.workers.repeated).toEqual([]);
  await expectWholeHistory(clean, 'm:run');
  await expectWholeHistory(faulted, 'm:run');
}

describe('any machine', () => {
  it('ends the same in whatever order many invocations do their work', () =>
    fc.assert(
      fc.asyncProperty(pieces, items, seed, fc.boolean(), (m, list, order, fuse) =>
        expectSameEnd(m, list, { order, fuse }),
      ),
      { numRuns: RUNS },
    ));

  it('ends the same though calls fail, answers are lost, processes die and messages come twice', () =>
    fc.assert(
      fc.asyncProperty(
        pieces,
        items,
        seed,
        fc.constantFrom(0.01, 0.05, 0.1),
        fc.boolean(),
        (m, list, chance, rate, fuse) =>
          expectSameEnd(m, list, { order: chance, chaos: { seed: chance, rate }, fuse }),
      ),
      { numRuns: RUNS },
    ));

  it('writes the same history whether its states are fused or not', () =>
    fc.assert(
      fc.asyncProperty(pieces, items, async (m, list) => {
        const apart = await runOf(m, list, {});
        const fused = await runOf(m, list, { fuse: true });
        expect(await historyOf(fused)).toEqual(await historyOf(apart));
        expect((await fused.records('m:run')).length).toBeLessThanOrEqual(
          (await apart.records('m:run')).length,
        );
      }),
      { numRuns: RUNS },
    ));

  it('keeps the MaxConcurrency of a Map', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), seed, async (concurrency, chance) => {
        const window: Piece[] = [{ type: 'map', concurrency, processor: [{ type: 'task' }] }];
        const list = Array.from({ length: 12 }, (_, n) => n);
        const faults = { order: chance, chaos: { seed: chance, rate: 0.03 } };
        const { workers } = await runOf(window, list, faults);
        expect(workers.mostAtOnce).toBeLessThanOrEqual(concurrency);
        expect(workers.calls.length).toBeGreaterThanOrEqual(list.length);
      }),
      { numRuns: RUNS },
    ));
});
