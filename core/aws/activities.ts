/** Activities on DynamoDB: a partition for each name, the activity itself and the queue of its tasks. */

import { isObject, parseTrusted } from '../json.ts';
import type { Activities, Activity, QueuedTask } from '../ports.ts';
import { type DynamoDb, isConditionFailure } from './dynamodb.ts';
import {
  ACTIVITY_LIST,
  activityKey,
  activityPartition,
  LIST_INDEX,
  listPlace,
  QUEUE_PREFIX,
  queueKey,
} from './keys.ts';
import { createLifetime, type StoreOptions } from './store/lifetime.ts';
import { parsePageToken, printPageToken } from './store/page-token.ts';
import { type Item, queryItems } from './store/query.ts';
import { createTagging, tagAttributes } from './store/tagging.ts';

/** Activities in the same table as the executions. */
export function createActivities(db: DynamoDb, table: string, options: StoreOptions): Activities {
  const lifetime = createLifetime(options);

  async function get(name: string): Promise<Activity | undefined> {
    const Key = { ...activityKey(name) };
    const { Item } = await db.call('GetItem', { TableName: table, Key, ConsistentRead: true });
    return Item && toActivity(Item);
  }

  return {
    ...createTagging(db, table, activityKey),

    async create(activity, tags) {
      for (;;) {
        try {
          await db.call('PutItem', {
            TableName: table,
            Item: { ...toItem(activity), ...tagAttributes(tags) },
            ConditionExpression: 'attribute_not_exists(pk)',
          });
          return activity;
        } catch (error) {
          if (!isConditionFailure(error)) throw error;
        }
        const known = await get(activity.name);
        if (known) return known;
      }
    },

    get,

    async list(limit, after) {
      const values: Item = { ':l': { S: ACTIVITY_LIST } };
      if (after !== undefined) values[':s'] = { S: parsePageToken(after) };
      const query = {
        TableName: table,
        IndexName: LIST_INDEX,
        KeyConditionExpression: after === undefined ? 'l = :l' : 'l = :l AND s > :s',
        ExpressionAttributeValues: values,
      };
      // One more than asked for tells whether there is another page.
      const found = (await queryItems(db, query, limit + 1)).map(toActivity);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      if (found.length <= limit || last === undefined) return { items };
      return { items, next: printPageToken(placeOf(last)) };
    },

    async delete(name) {
      await db.call('DeleteItem', { TableName: table, Key: { ...activityKey(name) } });
    },

    async enqueue(name, task, until) {
      await db.call('PutItem', {
        TableName: table,
        Item: {
          ...keyOf(name, task),
          execution: { S: task.execution },
          step: { N: String(task.step) },
          scheduledAt: { N: String(task.scheduledAt) },
          ttl: { N: String(lifetime.from(until)) },
        },
      });
    },

    async oldest(name, limit) {
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :task)',
        ExpressionAttributeValues: {
          ':pk': { S: activityPartition(name) },
          ':task': { S: QUEUE_PREFIX },
        },
      };
      return (await queryItems(db, query, limit)).map(toTask);
    },

    async dequeue(name, task) {
      await db.call('DeleteItem', { TableName: table, Key: { ...keyOf(name, task) } });
    },
  };
}

function keyOf(name: string, { scheduledAt, execution, step }: QueuedTask) {
  return queueKey(name, scheduledAt, execution, step);
}

function placeOf({ createdAt, name }: Activity): string {
  return listPlace(createdAt, name);
}

function toItem(activity: Activity): Item {
  return {
    ...activityKey(activity.name),
    l: { S: ACTIVITY_LIST },
    s: { S: placeOf(activity) },
    name: { S: activity.name },
    createdAt: { N: String(activity.createdAt) },
    ...(activity.encryption && { encryption: { S: JSON.stringify(activity.encryption) } }),
  };
}

function toActivity(item: Item): Activity {
  const encryption = item.encryption?.S && parseTrusted(item.encryption.S);
  return {
    name: item.name?.S ?? '',
    createdAt: Number(item.createdAt?.N),
    ...(isObject(encryption) && { encryption }),
  };
}

function toTask(item: Item): QueuedTask {
  return {
    execution: item.execution?.S ?? '',
    step: Number(item.step?.N),
    scheduledAt: Number(item.scheduledAt?.N),
  };
}
