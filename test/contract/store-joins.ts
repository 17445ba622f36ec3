/** The part of the store's contract that concerns joins. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Join, Start, Store } from '../../core/ports.ts';
import { newExecution } from './samples.ts';
import type { OpenStore } from './store.ts';

export function joinContract(open: () => Promise<OpenStore>): void {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ store, close } = await open());
  });
  afterAll(() => close());

  const joinOf = (count: number, concurrency: number): Join => ({
    execution: newExecution(),
    step: 5,
    count,
    concurrency,
  });
  const byIndex = (starts: Start[]) => [...starts].sort((a, b) => a.index - b.index);
  const indexes = (starts: Start[]) => starts.map(({ index }) => index).sort((a, b) => a - b);
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

  /** Runs the children in waves, each leaving all at once: what ran, and how often the join was complete. */
  async function run(join: Join, first: Start[]) {
    const ran: Start[] = [];
    let complete = 0;
    let most = 0;
    for (let running = first; running.length > 0; ) {
      most = Math.max(most, running.length);
      ran.push(...running);
      const departures = await Promise.all(
        running.map(({ index, slot }) => store.leaveJoin(join, index, slot)),
      );
      complete += departures.filter((departure) => departure.complete).length;
      running = departures.flatMap(({ start }) => start ?? []);
    }
    return { ran, complete, most };
  }

  describe('joins', () => {
    it.each([
      [1, 1],
      [3, 3],
      [5, 2],
      [5, 40],
      [100, 100],
      [101, 101],
      [250, 101],
      [330, 320],
    ])(
      'of %i children, %i at a time, run each once and complete once',
      async (count, concurrency) => {
        const join = joinOf(count, concurrency);
        const first = await store.openJoin(join);
        expect(indexes(first)).toEqual(upTo(Math.min(count, concurrency)));
        expect(new Set(first.map(({ slot }) => slot)).size).toBe(first.length);
        const { ran, complete, most } = await run(join, first);
        expect(indexes(ran)).toEqual(upTo(count));
        expect(complete).toBe(1);
        expect(most).toBeLessThanOrEqual(concurrency);
      },
    );

    it('are complete only when the last child has left', async () => {
      const join = joinOf(3, 2);
      await store.openJoin(join);
      expect(await store.leaveJoin(join, 1, 1)).toEqual({
        start: { index: 2, slot: 1 },
        complete: false,
      });
      expect(await store.leaveJoin(join, 2, 1)).toEqual({ complete: false });
      expect(await store.leaveJoin(join, 0, 0)).toEqual({ complete: true });
    });

    it('answer a child that leaves twice as before', async () => {
      const join = joinOf(3, 1);
      const [first] = await store.openJoin(join);
      expect(first).toEqual({ index: 0, slot: 0 });
      const started = { start: { index: 1, slot: 0 }, complete: false };
      expect(await store.leaveJoin(join, 0, 0)).toEqual(started);
      expect(await store.leaveJoin(join, 0, 0)).toEqual(started);
      await store.leaveJoin(join, 1, 0);
      expect(await store.leaveJoin(join, 2, 0)).toEqual({ complete: true });
      expect(await store.leaveJoin(join, 2, 0)).toEqual({ complete: true });
    });

    it('do not call a join complete for a child that was not the last', async () => {
      const join = joinOf(2, 2);
      await store.openJoin(join);
      expect(await store.leaveJoin(join, 0, 0)).toEqual({ complete: false });
      expect(await store.leaveJoin(join, 1, 1)).toEqual({ complete: true });
      expect(await store.leaveJoin(join, 0, 0)).toEqual({ complete: false });
    });

    it('answer as before when the last children of two groups leave twice', async () => {
      const join = joinOf(101, 101);
      const starts = byIndex(await store.openJoin(join));
      for (const { index, slot } of starts.slice(0, 100)) await store.leaveJoin(join, index, slot);
      expect(await store.leaveJoin(join, 99, 99)).toEqual({ complete: false });
      expect(await store.leaveJoin(join, 100, 100)).toEqual({ complete: true });
      expect(await store.leaveJoin(join, 100, 100)).toEqual({ complete: true });
    });

    it('advance once when a child leaves many times at once', async () => {
      const join = joinOf(10, 1);
      await store.openJoin(join);
      const departures = await Promise.all(upTo(8).map(() => store.leaveJoin(join, 0, 0)));
      expect(new Set(departures.map(({ start }) => start?.index))).toEqual(new Set([1]));
      expect(await store.closeJoin(join)).toEqual([1]);
    });

    it('are not reset by being opened again, and name the children in the slots', async () => {
      const join = joinOf(5, 2);
      await store.openJoin(join);
      await store.leaveJoin(join, 0, 0);
      expect(byIndex(await store.openJoin(join))).toEqual([
        { index: 1, slot: 1 },
        { index: 2, slot: 0 },
      ]);
      await run(join, byIndex(await store.openJoin(join)));
      expect(await store.openJoin(join)).toEqual([]);
    });

    it.each([
      [4, 2],
      [300, 250],
    ])(
      'start nothing once closed, and name those in the slots: %i by %i',
      async (count, concurrency) => {
        const join = joinOf(count, concurrency);
        await store.openJoin(join);
        await store.leaveJoin(join, 0, 0);
        const running = (await store.closeJoin(join)).sort((a, b) => a - b);
        expect(running).toHaveLength(concurrency);
        expect(running).not.toContain(0);
        expect(await store.leaveJoin(join, 1, 1)).toEqual({ complete: false });
        expect(await store.leaveJoin(join, 0, 0)).toEqual({ complete: false });
        expect((await store.closeJoin(join)).sort((a, b) => a - b)).toEqual(running);
        expect(await store.openJoin(join)).toEqual([]);
      },
    );

    it.each([
      [4, 2],
      [300, 250],
    ])('that were closed first are never opened: %i by %i', async (count, concurrency) => {
      const join = joinOf(count, concurrency);
      expect(await store.closeJoin(join)).toEqual([]);
      expect(await store.openJoin(join)).toEqual([]);
      expect(await store.leaveJoin(join, 0, 0)).toEqual({ complete: false });
    });

    it('name every child that a leaving one may start while the join is closed', async () => {
      for (let round = 0; round < 10; round++) {
        const join = joinOf(40, 4);
        const starts = await store.openJoin(join);
        const [running, ...departures] = await Promise.all([
          store.closeJoin(join),
          ...starts.map(({ index, slot }) => store.leaveJoin(join, index, slot)),
        ]);
        for (const { start } of departures) {
          if (start) expect(running).toContain(start.index);
        }
      }
    });

    it('open or close, whoever of both is first: no child starts that is not named', async () => {
      for (let round = 0; round < 10; round++) {
        const join = joinOf(300, 300);
        const [starts, running] = await Promise.all([store.openJoin(join), store.closeJoin(join)]);
        const named = new Set(running);
        expect(starts.filter(({ index }) => !named.has(index))).toEqual([]);
      }
    });

    it('of other steps and executions stay apart', async () => {
      const join = joinOf(2, 2);
      const other = { ...join, step: 6 };
      await store.openJoin(join);
      await store.closeJoin(other);
      expect(await store.leaveJoin(join, 0, 0)).toEqual({ complete: false });
      expect(await store.leaveJoin(join, 1, 1)).toEqual({ complete: true });
    });
  });
}
