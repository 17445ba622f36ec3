/** The contracts of the stores, on dynoxide. */

import { createActivities } from '../../core/aws/activities.ts';
import { createMachineStore } from '../../core/aws/machine-store.ts';
import { createStore } from '../../core/aws/store.ts';
import { activitiesContract } from '../contract/activities.ts';
import { machineStoreContract } from '../contract/machine-store.ts';
import { STARTED_AT } from '../contract/samples.ts';
import { storeContract } from '../contract/store.ts';
import { startDynoxide } from '../engines/dynoxide.ts';
import { TABLE } from '../engines/engine.ts';

storeContract('dynoxide', async () => {
  const { db, close } = await startDynoxide();
  const store = createStore(db, TABLE, { retentionDays: 90, now: () => STARTED_AT });
  return { store, close };
});

machineStoreContract('dynoxide', async () => {
  const { db, close } = await startDynoxide();
  return { machines: createMachineStore(db, TABLE), close };
});

activitiesContract('dynoxide', async () => {
  const { db, close } = await startDynoxide();
  const options = { retentionDays: 90, now: () => STARTED_AT };
  return { activities: createActivities(db, TABLE, options), close };
});
