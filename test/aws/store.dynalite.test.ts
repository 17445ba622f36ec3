/** The contracts of the stores, on dynalite. */

import { createActivities } from '../../core/aws/activities.ts';
import { createMachineStore } from '../../core/aws/machine-store.ts';
import { createStore } from '../../core/aws/store.ts';
import { activitiesContract } from '../contract/activities.ts';
import { machineStoreContract } from '../contract/machine-store.ts';
import { STARTED_AT } from '../contract/samples.ts';
import { storeContract } from '../contract/store.ts';
import { startDynalite } from '../engines/dynalite.ts';
import { TABLE } from '../engines/engine.ts';

storeContract('dynalite', async () => {
  const { db, close } = await startDynalite();
  const store = createStore(db, TABLE, { retentionDays: 90, now: () => STARTED_AT });
  return { store, close };
});

machineStoreContract('dynalite', async () => {
  const { db, close } = await startDynalite();
  return { machines: createMachineStore(db, TABLE), close };
});

activitiesContract('dynalite', async () => {
  const { db, close } = await startDynalite();
  const options = { retentionDays: 90, now: () => STARTED_AT };
  return { activities: createActivities(db, TABLE, options), close };
});
