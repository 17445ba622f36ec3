/** The contract of activities, in memory. */

import { createMemoryActivities } from '../../core/local/memory-activities.ts';
import { activitiesContract } from '../contract/activities.ts';

activitiesContract('memory', async () => ({
  activities: createMemoryActivities(),
  close: async () => {},
}));
