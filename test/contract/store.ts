/** What every store must do, on whatever engine. */

import { describe } from 'vitest';
import type { Store } from '../../core/ports.ts';
import { headContract } from './store-heads.ts';
import { joinContract } from './store-joins.ts';
import { mapRunContract } from './store-map-runs.ts';
import { signalContract } from './store-signals.ts';
import { stepContract } from './store-steps.ts';

export interface OpenStore {
  store: Store;
  close(): Promise<void>;
}

/** Describes the contract of `Store`, for the stores that `open` gives. */
export function storeContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`the store on ${name}`, () => {
    stepContract(open);
    headContract(open);
    joinContract(open);
    mapRunContract(open);
    signalContract(open);
  });
}
