/** The contract of the store of machines, in memory. */

import { createMemoryMachineStore } from '../../core/local/memory-machine-store.ts';
import { machineStoreContract } from '../contract/machine-store.ts';

machineStoreContract('memory', async () => ({
  machines: createMemoryMachineStore(),
  close: async () => {},
}));
