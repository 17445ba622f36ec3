/** Many requests at a time, but not all at once. */

/** The results of `work` on every item, in the items' order, with at most `limit` of them under way. Fails with the first. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => R | Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const entries = items.entries();
  async function worker(): Promise<void> {
    for (const [place, item] of entries) results[place] = await work(item);
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

/** The items in runs of `size`, the last one shorter. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    chunks.push(items.slice(start, start + size));
  }
  return chunks;
}
