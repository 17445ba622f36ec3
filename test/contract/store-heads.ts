/** The part of the store's contract that concerns heads and their lists. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecutionStatus } from '../../core/engine/execution.ts';
import { type HeadQuery, InvalidPageToken, type Store } from '../../core/ports.ts';
import { head, newExecution } from './samples.ts';
import type { OpenStore } from './store.ts';

const STATUSES: ExecutionStatus[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

export function headContract(open: () => Promise<OpenStore>): void {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ store, close } = await open());
  });
  afterAll(() => close());

  /** The ids of all pages. */
  async function listed(query: HeadQuery): Promise<string[][]> {
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const page = await store.heads(after === undefined ? query : { ...query, after });
      pages.push(page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return pages;
  }

  describe('heads', () => {
    it('are found from the start to the end of an execution', async () => {
      const id = newExecution();
      expect(await store.head(id)).toBeUndefined();
      await store.openHead(head(id, 1_000));
      expect(await store.head(id)).toEqual(head(id, 1_000));
      const closed = head(id, 1_000, { status: 'FAILED', stoppedAt: 2_000 });
      await store.closeHead(closed);
      expect(await store.head(id)).toEqual(closed);
    });

    it('stay closed when they are opened again', async () => {
      const id = newExecution();
      const closed = head(id, 1_000, { status: 'SUCCEEDED', stoppedAt: 2_000 });
      await store.closeHead(closed);
      await store.openHead(head(id, 1_000));
      expect(await store.head(id)).toEqual(closed);
    });

    it('run again after a redrive, and are closed by no run before it', async () => {
      const id = newExecution();
      const failed = head(id, 1_000, { status: 'FAILED', stoppedAt: 2_000 });
      const redriven = head(id, 1_000, { redrives: 1, redrivenAt: 3_000 });
      await store.openHead(head(id, 1_000));
      await store.closeHead(failed);
      await store.reopenHead(redriven);
      expect(await store.head(id)).toEqual(redriven);
      await store.closeHead(failed);
      expect(await store.head(id)).toEqual(redriven);
      const closed = { ...redriven, status: 'SUCCEEDED', stoppedAt: 4_000 } as const;
      await store.closeHead(closed);
      await store.reopenHead(redriven);
      expect(await store.head(id)).toEqual(closed);
      const again = head(id, 1_000, { redrives: 2, redrivenAt: 5_000 });
      await store.reopenHead(again);
      expect(await store.head(id)).toEqual(again);
    });

    it('are listed by machine and status, newest first', async () => {
      const [first, second, third] = [1, 2, 3].map(() => newExecution('Listed'));
      if (!first || !second || !third) throw new Error('no ids');
      await store.openHead(head(second, 20));
      await store.openHead(head(first, 3));
      await store.openHead(head(third, 100));
      await store.openHead(head(newExecution('Listed2'), 50));
      await store.closeHead(head(second, 20, { status: 'ABORTED', stoppedAt: 30 }));
      const machine = 'Listed';
      expect(await listed({ machine, status: 'RUNNING', limit: 9 })).toEqual([[third, first]]);
      expect(await listed({ machine, status: 'ABORTED', limit: 9 })).toEqual([[second]]);
      expect(await listed({ machine, limit: 9 })).toEqual([[third, second, first]]);
      expect(await listed({ machine: 'Unknown', limit: 9 })).toEqual([[]]);
    });

    it('are listed page by page over all statuses, also those that started in the same ms', async () => {
      const ids = Array.from({ length: 23 }, () => newExecution('Paged'));
      for (const [place, id] of ids.entries()) {
        const status = STATUSES[place % STATUSES.length] ?? 'RUNNING';
        await store.openHead(head(id, 1_000 + Math.floor(place / 4), { status }));
      }
      const pages = await listed({ machine: 'Paged', limit: 5 });
      expect(pages.map((page) => page.length)).toEqual([5, 5, 5, 5, 3]);
      const whole = await listed({ machine: 'Paged', limit: 100 });
      expect(pages.flat()).toEqual(whole.flat());
      expect(new Set(pages.flat())).toEqual(new Set(ids));
      const placeOf = (id: string) => Math.floor(ids.indexOf(id) / 4);
      const places = pages.flat().map(placeOf);
      expect(places).toEqual([...places].sort((a, b) => b - a));
    });

    it('end with a full page where there is no more', async () => {
      for (let count = 0; count < 6; count++) {
        await store.openHead(head(newExecution('Exact'), count));
      }
      expect((await listed({ machine: 'Exact', limit: 3 })).map((page) => page.length)).toEqual([
        3, 3,
      ]);
      expect(await listed({ machine: 'Exact', status: 'RUNNING', limit: 6 })).toHaveLength(1);
    });

    it('neither repeat nor drop an execution that ends between two pages', async () => {
      const ids = Array.from({ length: 6 }, () => newExecution('Moving'));
      for (const [place, id] of ids.entries()) await store.openHead(head(id, place));
      const first = await store.heads({ machine: 'Moving', limit: 3 });
      for (const [place, id] of ids.entries()) {
        await store.closeHead(head(id, place, { status: 'SUCCEEDED', stoppedAt: 99 }));
      }
      const rest = await store.heads({ machine: 'Moving', limit: 3, after: first.next ?? '' });
      expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids.reverse());
    });

    it('are listed by the version and the alias that started them', async () => {
      const vias = [undefined, { version: 1 }, { version: 2, alias: 'live' }, { version: 2 }];
      const ids = vias.map((via, place) => ({ id: newExecution('Via'), via, place }));
      for (const { id, via, place } of ids) {
        await store.openHead(head(id, place, { ...(via && { via }) }));
        if (place % 2) {
          const closed = { status: 'FAILED', stoppedAt: 9, ...(via && { via }) } as const;
          await store.closeHead(head(id, place, closed));
        }
      }
      const [, one, live, two] = ids.map(({ id }) => id);
      const machine = 'Via';
      expect(await listed({ machine, via: { version: 2 }, limit: 9 })).toEqual([[two, live]]);
      expect(await listed({ machine, via: { version: 2 }, limit: 1 })).toEqual([[two], [live]]);
      expect(await listed({ machine, via: { alias: 'live' }, limit: 9 })).toEqual([[live]]);
      const failed = { machine, status: 'FAILED', via: { version: 1 }, limit: 9 } as const;
      expect(await listed(failed)).toEqual([[one]]);
      expect((await store.head(live ?? ''))?.via).toEqual({ version: 2, alias: 'live' });
    });

    it('are gone once dropped, and may be opened again', async () => {
      const id = newExecution('Dropped');
      await store.openHead(head(id, 1));
      for (let i = 0; i < 2; i++) await store.dropHead(id);
      expect(await store.head(id)).toBeUndefined();
      expect(await listed({ machine: 'Dropped', limit: 9 })).toEqual([[]]);
      await store.openHead(head(id, 2));
      expect(await store.head(id)).toMatchObject({ status: 'RUNNING' });
    });

    it.each(['', 'x', '%%%', Buffer.from('RUNNING').toString('base64url')])(
      'refuse the page token %j',
      async (after) => {
        const query = { machine: 'Paged', limit: 5, after };
        await expect(store.heads(query)).rejects.toThrow(InvalidPageToken);
      },
    );
  });
}
