/**
 * The items of the step records that this process wrote last. A record never changes, so the step that follows in the same
 * environment need not fetch it; what decides between competing steps is the condition on the next record, not this read.
 */

import type { Key } from '../keys.ts';
import type { Item } from './query.ts';

export interface RecentItems {
  /** Keeps an item that is surely in the table; a large one is left to the table. */
  keep(key: Key, item: Item): void;
  get(key: Key): Item | undefined;
}

const MAX_ITEM_BYTES = 4096;

/** @param capacity how many items are kept; 0: none */
export function createRecentItems(capacity = 256): RecentItems {
  const items = new Map<string, Item>();
  return {
    keep(key, item) {
      if ((item.d?.S ?? item.d?.B ?? '').length > MAX_ITEM_BYTES) return;
      items.set(nameOf(key), item);
      if (items.size <= capacity) return;
      for (const oldest of items.keys()) {
        items.delete(oldest);
        break;
      }
    },
    get: (key) => items.get(nameOf(key)),
  };
}

function nameOf({ pk, sk }: Key): string {
  return `${pk.S} ${sk.S}`;
}
