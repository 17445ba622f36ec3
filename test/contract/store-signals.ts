/** What every store must do with heartbeats and with the jobs that attempts wait for. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { newExecution, STARTED_AT } from './samples.ts';
import type { OpenStore } from './store.ts';

export function signalContract(open: () => Promise<OpenStore>): void {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('remembers the last heartbeat of each attempt', async () => {
    const { store } = opened;
    const execution = newExecution();
    expect(await store.lastBeat({ execution, step: 3 })).toBeUndefined();
    await store.beat({ execution, step: 3 }, STARTED_AT);
    await store.beat({ execution, step: 3 }, STARTED_AT + 5_000);
    await store.beat({ execution, step: 4 }, STARTED_AT + 9_000);
    expect(await store.lastBeat({ execution, step: 3 })).toBe(STARTED_AT + 5_000);
    expect(await store.latest(execution)).toBeUndefined();
  });

  it('finds the attempt that waits for a job', async () => {
    const { store } = opened;
    const attempt = { execution: `${newExecution()}/4.2`, step: 7 };
    expect(await store.attemptOfJob('arn:of:a:job')).toBeUndefined();
    await store.linkJob('arn:of:a:job', attempt, STARTED_AT);
    await store.linkJob('arn:of:a:job', attempt, STARTED_AT);
    expect(await store.attemptOfJob('arn:of:a:job')).toEqual(attempt);
  });
}
