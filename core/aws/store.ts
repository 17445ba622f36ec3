/** The store on DynamoDB: step records, heads and joins of all executions in one table. */

import type { Store } from '../ports.ts';
import type { DynamoDb } from './dynamodb.ts';
import { createHeads } from './store/heads.ts';
import { createJoins } from './store/joins.ts';
import { createLifetime, type StoreOptions } from './store/lifetime.ts';
import { createMapRunItems } from './store/map-runs.ts';
import { createRecentItems } from './store/recent-items.ts';
import { renewPartition } from './store/renew.ts';
import { createRosters } from './store/rosters.ts';
import { createSignals } from './store/signals.ts';
import { createSteps } from './store/steps.ts';

/** A store in `table`: keys `pk` and `sk`, index `list` with `l` and `s`, time to live in `ttl`. */
export function createStore(db: DynamoDb, table: string, options: StoreOptions): Store {
  const lifetime = createLifetime(options);
  return {
    ...createSteps(db, table, lifetime, createRecentItems(options.recentRecords)),
    ...createHeads(db, table, lifetime),
    ...createJoins(db, table, lifetime),
    ...createMapRunItems(db, table, lifetime),
    ...createRosters(db, table, lifetime),
    ...createSignals(db, table, lifetime),
    renew: (execution, due) => renewPartition(db, table, execution, lifetime.from(due)),
  };
}
