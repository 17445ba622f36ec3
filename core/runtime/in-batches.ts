/** Does something for each of many items, a bounded number of them at a time. */

const BATCH = 50;

/** Rejects with the first error, after the batch that it happened in. */
export async function inBatches<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += BATCH) {
    await Promise.all(items.slice(start, start + BATCH).map(work));
  }
}
