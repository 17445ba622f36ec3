/** Remembers what can no longer change of merged histories: up to a bound, the oldest making room. */

import type { Ends, Entry, LinkedStretch, Stretch } from '../engine/history-view.ts';
import type { Store } from '../ports.ts';

/** What histories are read from. */
export type RecordReader = Pick<Store, 'read' | 'latest' | 'records'>;

/** The events of one join's children in their order. */
export interface JoinHistory {
  stretches: LinkedStretch[];
  ends: Ends;
  /** What the children and those below them have entered last, in this round and those before. */
  entries: ReadonlyMap<string, Entry>;
  /** The event that has started the children, in whatever round. */
  start: number;
}

/** In stretches, of some 100 bytes each. */
const CAPACITY = 100_000;

/** By name, with each entry's weight: every page of a long history asks for the same join again. */
class Shelf<T> {
  readonly #entries = new Map<string, { value: T; weight: number }>();
  #weight = 0;

  get(name: string): T | undefined {
    return this.#entries.get(name)?.value;
  }

  keep(name: string, value: T, weight: number): void {
    if (this.#entries.has(name)) return;
    this.#entries.set(name, { value, weight });
    this.#weight += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#weight <= CAPACITY || oldest === name) break;
      this.#entries.delete(oldest);
      this.#weight -= entry.weight;
    }
  }
}

export interface HistoryCache {
  /** Joins that are over. */
  joins: Shelf<JoinHistory>;
  /** Children that have ended in a join that may go on. */
  children: Shelf<Stretch[]>;
}

const caches = new WeakMap<RecordReader, HistoryCache>();

/** The cache of a store, for as long as the store is in use. */
export function historyCacheOf(store: RecordReader): HistoryCache {
  const known = caches.get(store);
  if (known) return known;
  const cache = { joins: new Shelf<JoinHistory>(), children: new Shelf<Stretch[]>() };
  caches.set(store, cache);
  return cache;
}
