/** The part of the store's contract that concerns Map Runs and their rosters. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childUuid } from '../../core/engine/map-run-id.ts';
import type { IndexRange, MapRunRecord, Roster, Store, Turn } from '../../core/ports.ts';
import { newExecution } from './samples.ts';
import type { OpenStore } from './store.ts';

const UUID = '3f2b8c1e-7a54-4f0d-9b1c-0123456789ab';

export function mapRunContract(open: () => Promise<OpenStore>): void {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ store, close } = await open());
  });
  afterAll(() => close());

  const runOf = (execution: string, digit: string, startedAt = 1_000): MapRunRecord => ({
    name: `Orders/Each:${digit}${UUID.slice(1)}`,
    execution,
    status: 'RUNNING',
    startedAt,
    concurrency: 0,
    toleratedCount: 3,
    toleratedPercentage: 12.5,
    redriveCount: 0,
  });
  const newRoster = (): Roster => ({ execution: newExecution(), step: 4, round: 0 });
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
  const indexes = (turns: Turn[]) => turns.map(({ index }) => index).sort((a, b) => a - b);

  /** Runs the children in waves, each leaving all at once: who ran, and how often the roster was complete. */
  async function run(roster: Roster, first: Turn[], atWave: (wave: number) => Promise<Turn[]>) {
    const ran: number[] = [];
    const sizes: number[] = [];
    let complete = 0;
    let running = first;
    for (let wave = 0; running.length > 0; wave++) {
      sizes.push(running.length);
      ran.push(...indexes(running));
      const departures = await Promise.all(
        running.map((turn) => store.leaveRoster(roster, turn, 'SUCCEEDED', 2)),
      );
      complete += departures.filter((departure) => departure.complete).length;
      running = departures.flatMap(({ turns }) => turns);
      const resized = await atWave(wave);
      if (resized.length > 0) running = resized;
    }
    return { ran: ran.sort((a, b) => a - b), sizes, complete };
  }
  const nothing = async () => [];

  describe('Map Runs', () => {
    it('are found by their name, by that of a child, and by their execution', async () => {
      const execution = newExecution();
      const first = runOf(execution, 'a', 1_000);
      const second = runOf(execution, 'b', 2_000);
      await store.openMapRun(first);
      await store.openMapRun(second);
      await store.openMapRun({ ...first, status: 'FAILED' });
      expect(await store.mapRun(first.name)).toEqual(first);
      const child = childUuid(`a${UUID.slice(1)}`, 7);
      expect(await store.mapRun(`Orders/Each:${child}`)).toEqual(first);
      expect(await store.mapRun(`Orders/Other:${UUID}`)).toBeUndefined();
      expect(await store.mapRuns(execution, 10)).toEqual({ items: [second, first] });
      const page = await store.mapRuns(execution, 1);
      expect(page.items).toEqual([second]);
      expect(await store.mapRuns(execution, 1, page.next)).toEqual({ items: [first] });
    });

    it('change, one field without the others', async () => {
      const run = runOf(newExecution(), 'c');
      await store.openMapRun(run);
      const children = { step: 4, round: 0, total: 9, items: 18 };
      await store.changeMapRun(run.name, { children });
      await store.changeMapRun(run.name, { status: 'SUCCEEDED', stoppedAt: 5_000 });
      expect(await store.mapRun(run.name)).toEqual({
        ...run,
        children,
        status: 'SUCCEEDED',
        stoppedAt: 5_000,
      });
      await store.changeMapRun(runOf('x', 'd').name, { status: 'FAILED' });
      expect(await store.mapRun(runOf('x', 'd').name)).toBeUndefined();
    });

    it('do not change for who has not seen that they were redriven', async () => {
      const run = runOf(newExecution(), 'f');
      await store.openMapRun(run);
      await store.changeMapRun(run.name, { status: 'RUNNING', redriveCount: 11 }, 0);
      await store.changeMapRun(run.name, { status: 'FAILED', stoppedAt: 5_000 }, 0);
      expect(await store.mapRun(run.name)).toEqual({ ...run, redriveCount: 11 });
      await store.changeMapRun(run.name, { status: 'FAILED', stoppedAt: 6_000 }, 11);
      expect(await store.mapRun(run.name)).toMatchObject({ status: 'FAILED', stoppedAt: 6_000 });
    });
  });

  describe('rosters', () => {
    it.each<[IndexRange[], number]>([
      [[[0, 1]], 1],
      [[[0, 5]], 2],
      [[[0, 5]], 40],
      [[[0, 330]], 320],
      [[[0, 250]], 101],
      [[[0, 420]], 150],
      [
        [
          [3, 5],
          [9, 10],
          [20, 140],
        ],
        104,
      ],
    ])('of %j, %i at a time, give each one turn and are complete once', async (work, most) => {
      const roster = newRoster();
      const all = work.flatMap(([from, to]) => upTo(to - from).map((offset) => from + offset));
      const first = await store.openRoster(roster, work, most);
      expect(first).toHaveLength(Math.min(most, all.length));
      expect(new Set(first.map(({ slot }) => slot)).size).toBe(first.length);
      const { ran, sizes, complete } = await run(roster, first, nothing);
      expect(ran).toEqual(all);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
      expect(complete).toBeGreaterThanOrEqual(1);
      const tally = await store.tally(roster);
      expect(tally.executions.SUCCEEDED).toBe(all.length);
      expect(tally.items.SUCCEEDED).toBe(2 * all.length);
      expect(tally).toMatchObject({ running: 0, reached: (all.at(-1) ?? 0) + 1 });
    });

    it('give turns in order where one runs at a time', async () => {
      const roster = newRoster();
      const order: number[] = [];
      let turns = await store.openRoster(roster, [[0, 5]], 1);
      for (let turn = turns[0]; turn; turn = turns[0]) {
        order.push(turn.index);
        ({ turns } = await store.leaveRoster(roster, turn, 'FAILED', 1));
      }
      expect(order).toEqual([0, 1, 2, 3, 4]);
      expect(await store.tally(roster)).toMatchObject({
        executions: { SUCCEEDED: 0, FAILED: 5, TIMED_OUT: 0, ABORTED: 0 },
      });
    });

    it('answer as before when a child leaves twice, and count it once', async () => {
      const roster = newRoster();
      const turn = { index: 0, slot: 0 };
      expect(await store.openRoster(roster, [[0, 2]], 1)).toEqual([turn]);
      const departure = { turns: [{ index: 1, slot: 0 }], complete: false };
      expect(await store.leaveRoster(roster, turn, 'FAILED', 1)).toEqual(departure);
      expect(await store.leaveRoster(roster, turn, 'FAILED', 1)).toEqual(departure);
      expect(await store.openRoster(roster, [[0, 2]], 1)).toEqual([{ index: 1, slot: 0 }]);
      const last = { index: 1, slot: 0 };
      for (let time = 0; time < 2; time++) {
        expect(await store.leaveRoster(roster, last, 'ABORTED', 1)).toEqual({
          turns: [],
          complete: true,
        });
      }
      expect((await store.tally(roster)).executions).toEqual({
        SUCCEEDED: 0,
        FAILED: 1,
        TIMED_OUT: 0,
        ABORTED: 1,
      });
    });

    it.each([
      [260, 130, 3],
      [260, 3, 130],
      [90, 1, 30],
      [90, 30, 1],
    ])('of %i children go on when %i at a time become %i', async (count, before, after) => {
      const roster = newRoster();
      const first = await store.openRoster(roster, [[0, count]], before);
      const { ran, sizes, complete } = await run(roster, first, async (wave) =>
        wave === 1 ? store.resizeRoster(roster, after) : [],
      );
      expect(ran).toEqual(upTo(count));
      expect(complete).toBeGreaterThanOrEqual(1);
      if (after < before) expect(Math.max(...sizes.slice(3))).toBeLessThanOrEqual(after);
      else expect(Math.max(...sizes)).toBeGreaterThan(before);
    });

    it.each([
      [4, 2],
      [130, 120],
    ])(
      'give no turns once closed, and count those who still leave: %i by %i',
      async (count, most) => {
        const roster = newRoster();
        const first = await store.openRoster(roster, [[0, count]], most);
        const closing = await store.closeRoster(roster);
        expect(closing.complete).toBe(false);
        expect(indexes(closing.running)).toEqual(indexes(first));
        const departures = [];
        for (const turn of first) {
          departures.push(await store.leaveRoster(roster, turn, 'ABORTED', 1));
        }
        expect(departures.flatMap(({ turns }) => turns)).toEqual([]);
        expect(departures.at(-1)?.complete).toBe(true);
        expect(departures.slice(0, -1).every((each) => !each.complete)).toBe(true);
        expect(await store.tally(roster)).toMatchObject({ executions: { ABORTED: most } });
        expect(await store.openRoster(roster, [[0, count]], most)).toEqual([]);
        expect(await store.resizeRoster(roster, 9)).toEqual([]);
      },
    );

    it('that were closed first are never opened', async () => {
      const roster = newRoster();
      expect(await store.closeRoster(roster)).toEqual({ running: [], complete: true });
      expect(await store.openRoster(roster, [[0, 3]], 2)).toEqual([]);
    });

    it('open or close, whoever of both is first: nobody has a turn who is not named', async () => {
      for (let round = 0; round < 5; round++) {
        const roster = newRoster();
        const [turns, { running }] = await Promise.all([
          store.openRoster(roster, [[0, 300]], 150),
          store.closeRoster(roster),
        ]);
        const named = new Set(indexes(running));
        expect(turns.filter(({ index }) => !named.has(index))).toEqual([]);
      }
    });
  });
}
