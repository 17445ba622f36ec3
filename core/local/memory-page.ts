/** What the stores in memory share: places in lists, pages of them, keys. */

import { type Attempt, InvalidPageToken, type Page } from '../ports.ts';

/** A place in a list: by time, and unique by the id. */
export function sortable(time: number, id: string): string {
  return `${String(time).padStart(15, '0')}#${id}`;
}

/** Which of two places comes first, as `sort` asks. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * Up to `limit` of what follows `after`; a page's token is the place of its last item.
 *
 * @throws {InvalidPageToken}
 */
export function pageOf<T>(
  found: T[],
  place: (item: T) => string,
  limit: number,
  after: string | undefined,
  follows: (place: string, last: string) => boolean,
): Page<T> {
  if (after !== undefined && !after.includes('#')) throw new InvalidPageToken();
  const rest = found.filter((item) => after === undefined || follows(place(item), after));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return rest.length > limit && last !== undefined ? { items, next: place(last) } : { items };
}

/** What tells one attempt from every other. */
export function attemptKey({ execution, step }: Attempt): string {
  return `${execution}#${step}`;
}
