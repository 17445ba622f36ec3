/** Requests that DynamoDB answers in parts: queries page by page, batches until nothing is left over. */

import { setTimeout as pause } from 'node:timers/promises';
import type { AttributeValue, DynamoDb, QueryInput, WriteRequest } from '../dynamodb.ts';
import type { Key } from '../keys.ts';
import { chunksOf, inParallel } from './parallel.ts';

export type Item = Record<string, AttributeValue>;

const BATCHES_AT_A_TIME = 8;
/** DynamoDB's limits of one request. */
const WRITES_PER_BATCH = 25;
const READS_PER_BATCH = 100;

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 2_000;
/** Some 20 s of pauses. */
const MOST_ROUNDS = 16;

/** Up to `limit` items of a query, from as many pages as that takes. */
export async function queryItems(
  db: DynamoDb,
  query: QueryInput,
  limit = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const input: QueryInput = { ...query };
    if (start !== undefined) input.ExclusiveStartKey = start;
    if (limit !== Number.POSITIVE_INFINITY) input.Limit = limit - items.length;
    const page = await db.call('Query', input);
    for (const item of page.Items ?? []) items.push(item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined && items.length < limit);
  return items;
}

/** Puts items, whatever there was before, in batches. */
export async function putAll(db: DynamoDb, table: string, items: Item[]): Promise<void> {
  await inParallel(chunksOf(items, WRITES_PER_BATCH), BATCHES_AT_A_TIME, async (batch) => {
    let left: WriteRequest[] = batch.map((Item) => ({ PutRequest: { Item } }));
    await untilDone('write', async () => {
      const output = await db.call('BatchWriteItem', { RequestItems: { [table]: left } });
      left = output.UnprocessedItems?.[table] ?? [];
      return left.length === 0;
    });
  });
}

/** The items that exist under the keys, read consistently, in any order. */
export async function getAll(db: DynamoDb, table: string, keys: Key[]): Promise<Item[]> {
  const batches = await inParallel(
    chunksOf(keys, READS_PER_BATCH),
    BATCHES_AT_A_TIME,
    async (batch) => {
      const items: Item[] = [];
      let left: Item[] = batch.map((key) => ({ ...key }));
      await untilDone('read', async () => {
        const output = await db.call('BatchGetItem', {
          RequestItems: { [table]: { Keys: left, ConsistentRead: true } },
        });
        for (const item of output.Responses?.[table] ?? []) items.push(item);
        left = output.UnprocessedKeys?.[table]?.Keys ?? [];
        return left.length === 0;
      });
      return items;
    },
  );
  return batches.flat();
}

async function untilDone(what: string, round: () => Promise<boolean>): Promise<void> {
  let wait = FIRST_PAUSE_MS;
  for (let rounds = 1; !(await round()); rounds++) {
    if (rounds === MOST_ROUNDS) throw new Error(`DynamoDB left a part of a batch ${what} undone`);
    await pause(wait);
    wait = Math.min(2 * wait, LONGEST_PAUSE_MS);
  }
}
