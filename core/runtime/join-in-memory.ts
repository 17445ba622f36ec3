/** Runs the children of one step side by side in memory, so many at a time, and says how they ended. */

import type { Event } from '../engine/events.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { joinTexts } from '../json.ts';

/** What a child is told while it runs. */
export interface ChildStrand {
  /** A sibling has failed, so nobody waits for it any more. */
  isOver(): boolean;
  observe(record: StepRecord): void;
}

/** Runs a child to its end; `undefined` where it was given up. */
type RunChild = (first: StepRecord, strand: ChildStrand) => Promise<StepRecord | undefined>;

/**
 * Resolves when all have succeeded, when the first has failed, or when none that is left goes on.
 *
 * @param parent the record that made them
 * @param firsts the first record of each
 */
export async function joinInMemory(
  parent: StepRecord,
  firsts: StepRecord[],
  concurrency: number,
  run: RunChild,
): Promise<Event> {
  const last = [...firsts];
  let failed: number | undefined;
  let next = 0;
  await new Promise<void>((settle, reject) => {
    const runNext = async (): Promise<void> => {
      for (let index = next++; index < firsts.length && failed === undefined; index = next++) {
        const first = firsts[index];
        if (!first) return;
        const end = await run(first, {
          isOver: () => failed !== undefined,
          observe: (record) => {
            last[index] = record;
          },
        });
        if (end?.state.status !== 'FAILED') continue;
        failed ??= index;
        settle();
      }
    };
    const slots = Math.min(concurrency, firsts.length);
    Promise.all(Array.from({ length: slots }, runNext)).then(() => settle(), reject);
  });
  const lastEventId = last.reduce(
    (sum, { state }) => sum + state.lastEventId - parent.state.lastEventId,
    parent.state.lastEventId,
  );
  if (failed !== undefined) {
    const failure = last[failed]?.state.failure ?? {};
    return { type: 'ChildFailed', index: failed, failure, lastEventId };
  }
  const outputs = last.map(({ state }) => state.output ?? null);
  return { type: 'ChildrenCompleted', outputs: joinTexts(outputs), lastEventId };
}
