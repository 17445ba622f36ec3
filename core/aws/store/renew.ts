/** Keeps the items of a running execution when it waits for longer than they would live. */

import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import { executionPartition } from '../keys.ts';
import { inParallel } from './parallel.ts';
import { type Item, queryItems } from './query.ts';

const ITEMS_AT_A_TIME = 16;

/** Lets every item of an execution live until `ttl`, in seconds since the epoch, where it would not anyway. */
export async function renewPartition(
  db: DynamoDb,
  table: string,
  execution: string,
  ttl: number,
): Promise<void> {
  const items = await queryItems(db, {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk',
    ProjectionExpression: 'pk, sk, #ttl',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':pk': { S: executionPartition(execution) } },
  });
  const ageing = items.filter((item) => Number(item.ttl?.N) < ttl);
  await inParallel(ageing, ITEMS_AT_A_TIME, (item) => renewItem(db, table, item, ttl));
}

async function renewItem(db: DynamoDb, table: string, item: Item, ttl: number): Promise<void> {
  const { pk, sk } = item;
  if (pk === undefined || sk === undefined) return;
  try {
    await db.call('UpdateItem', {
      TableName: table,
      Key: { pk, sk },
      UpdateExpression: 'SET #ttl = :ttl',
      // A condition on the item keeps one that has just expired from coming back as an empty shell.
      ConditionExpression: '#ttl < :ttl',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':ttl': { N: String(ttl) } },
    });
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
}
