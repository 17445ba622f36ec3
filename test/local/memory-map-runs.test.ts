import { describe } from 'vitest';
import { createMemoryStore } from '../../core/local/memory-store.ts';
import { mapRunContract } from '../contract/store-map-runs.ts';

describe('the store in memory', () => {
  mapRunContract(async () => ({ store: createMemoryStore(), close: async () => {} }));
});
