/** Signs of life from outside: heartbeats of workers, and the jobs that attempts wait for. */

import type { Store } from '../../ports.ts';
import type { DynamoDb } from '../dynamodb.ts';
import { heartbeatKey, jobKey } from '../keys.ts';
import type { Lifetime } from './lifetime.ts';

export type Signals = Pick<Store, 'beat' | 'lastBeat' | 'linkJob' | 'attemptOfJob'>;

/** Keeps them in items of their own, so that none of them costs a step. */
export function createSignals(db: DynamoDb, table: string, lifetime: Lifetime): Signals {
  return {
    async beat({ execution, step }, at) {
      await db.call('UpdateItem', {
        TableName: table,
        Key: { ...heartbeatKey(execution, step) },
        UpdateExpression: 'SET beatAt = :at, #ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':at': { N: String(at) },
          ':ttl': { N: String(lifetime.fromNow()) },
        },
      });
    },

    async lastBeat({ execution, step }) {
      const { Item } = await db.call('GetItem', {
        TableName: table,
        Key: { ...heartbeatKey(execution, step) },
        ConsistentRead: true,
      });
      return Item?.beatAt?.N === undefined ? undefined : Number(Item.beatAt.N);
    },

    async linkJob(job, { execution, step }, until) {
      await db.call('PutItem', {
        TableName: table,
        Item: {
          ...jobKey(job),
          execution: { S: execution },
          step: { N: String(step) },
          ttl: { N: String(lifetime.from(until)) },
        },
      });
    },

    async attemptOfJob(job) {
      const { Item } = await db.call('GetItem', {
        TableName: table,
        Key: { ...jobKey(job) },
        ConsistentRead: true,
      });
      if (Item?.execution?.S === undefined) return undefined;
      return { execution: Item.execution.S, step: Number(Item.step?.N) };
    },
  };
}
