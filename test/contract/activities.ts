/** What every keeper of activities must do, on whatever engine. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activities } from '../../core/ports.ts';
import { newExecution, STARTED_AT } from './samples.ts';

export interface OpenActivities {
  activities: Activities;
  close(): Promise<void>;
}

/** Describes the contract of `Activities`, for those that `open` gives. */
export function activitiesContract(name: string, open: () => Promise<OpenActivities>): void {
  describe(`activities on ${name}`, () => {
    let opened: OpenActivities;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    it('are made once by each name', async () => {
      const { activities } = opened;
      const first = { name: 'Review', createdAt: STARTED_AT };
      expect(await activities.create(first)).toEqual(first);
      expect(await activities.create({ name: 'Review', createdAt: STARTED_AT + 1 })).toEqual(first);
      expect(await activities.get('Review')).toEqual(first);
    });

    it('keep the encryption that they were made with', async () => {
      const { activities } = opened;
      const encryption = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'alias/k' };
      const first = { name: 'Sealed', createdAt: STARTED_AT, encryption };
      expect(await activities.create(first)).toEqual(first);
      expect(await activities.create({ name: 'Sealed', createdAt: STARTED_AT })).toEqual(first);
      expect(await activities.get('Sealed')).toEqual(first);
      await activities.delete('Sealed');
    });

    it('are gone once deleted, and may be made again', async () => {
      const { activities } = opened;
      await activities.create({ name: 'Gone', createdAt: STARTED_AT });
      await activities.delete('Gone');
      await activities.delete('Gone');
      expect(await activities.get('Gone')).toBeUndefined();
      const second = { name: 'Gone', createdAt: STARTED_AT + 5 };
      expect(await activities.create(second)).toEqual(second);
      await activities.delete('Gone');
    });

    it('are listed page by page in the order of their creation', async () => {
      const { activities } = opened;
      for (const [index, each] of ['c', 'a', 'b'].entries()) {
        await activities.create({ name: each, createdAt: STARTED_AT + 10 + index });
      }
      const first = await activities.list(2);
      const second = await activities.list(2, first.next);
      const names = [...first.items, ...second.items].map((activity) => activity.name);
      expect(names).toEqual(['Review', 'c', 'a', 'b']);
      expect(second.next).toBeUndefined();
    });

    it('queue tasks in the order of their time, each once', async () => {
      const { activities } = opened;
      const task = (at: number) => ({
        execution: newExecution(),
        step: 2,
        scheduledAt: STARTED_AT + at,
      });
      const [late, early, last] = [task(20), task(10), task(30)];
      for (const each of [late, early, early, last]) {
        await activities.enqueue('Review', each, STARTED_AT + 1e9);
      }
      expect(await activities.oldest('Review', 2)).toEqual([early, late]);
      await activities.dequeue('Review', early);
      await activities.dequeue('Review', early);
      expect(await activities.oldest('Review', 10)).toEqual([late, last]);
      expect(await activities.oldest('a', 10)).toEqual([]);
    });
  });
}
