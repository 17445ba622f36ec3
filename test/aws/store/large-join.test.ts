/** A join of 10,000 children: what it costs, and that none of them is lost. */

import { expect, it } from 'vitest';
import { createStore } from '../../../core/aws/store.ts';
import type { Start } from '../../../core/ports.ts';
import { newExecution, STARTED_AT } from '../../contract/samples.ts';
import { startDynoxide } from '../../engines/dynoxide.ts';
import { TABLE } from '../../engines/engine.ts';

const PATIENCE_MS = 600_000;

it(
  'takes one request of one unit for each of 10,000 children, and few more',
  async () => {
    const engine = await startDynoxide();
    const store = createStore(engine.db, TABLE, { retentionDays: 90, now: () => STARTED_AT });
    const join = { execution: newExecution(), step: 1, count: 10_000, concurrency: 450 };
    const ran: number[] = [];
    let complete = 0;
    async function runSlot(first: Start): Promise<void> {
      for (let start: Start | undefined = first; start !== undefined; ) {
        ran.push(start.index);
        const departure = await store.leaveJoin(join, start.index, start.slot);
        if (departure.complete) complete++;
        start = departure.start;
      }
    }
    await Promise.all((await store.openJoin(join)).map(runSlot));

    expect(ran).toHaveLength(10_000);
    expect(new Set(ran).size).toBe(10_000);
    expect(complete).toBe(1);
    const requests = engine.requests();
    const groups = 5;
    expect(requests.filter(({ action }) => action === 'PutItem')).toHaveLength(groups + 1);
    expect(requests.filter(({ action }) => action === 'UpdateItem')).toHaveLength(10_000 + groups);
    expect(requests.filter(({ units }) => units !== 1)).toEqual([]);
    await engine.close();
  },
  PATIENCE_MS,
);
