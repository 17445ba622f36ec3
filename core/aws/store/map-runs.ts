/** The items of Map Runs: one for each, found by its name or that of any of its children, and listed by its execution. */

import { familyOf } from '../../engine/map-run-id.ts';
import type { MapRunRecord, MapRuns } from '../../ports.ts';
import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import { LIST_INDEX, listPlace, mapRunKey, mapRunList } from '../keys.ts';
import type { Lifetime } from './lifetime.ts';
import { parsePageToken, printPageToken } from './page-token.ts';
import { type Item, queryItems } from './query.ts';

export type MapRunItems = Pick<MapRuns, 'openMapRun' | 'mapRun' | 'changeMapRun' | 'mapRuns'>;

/** What a Map Run's fields are kept as: one attribute each, as JSON, so that changes of several do not undo each other. */
const FIELD_PREFIX = 'f_';

/** Reads and writes Map Runs. */
export function createMapRunItems(db: DynamoDb, table: string, lifetime: Lifetime): MapRunItems {
  return {
    async openMapRun(run) {
      try {
        await db.call('PutItem', {
          TableName: table,
          Item: {
            ...mapRunKey(familyOf(run.name)),
            ...fieldsOf(run),
            l: { S: mapRunList(run.execution) },
            s: { S: placeOf(run) },
            ttl: { N: String(lifetime.fromNow()) },
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        });
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    async mapRun(name) {
      const { Item } = await db.call('GetItem', {
        TableName: table,
        Key: { ...mapRunKey(familyOf(name)) },
        ConsistentRead: true,
      });
      return Item && toMapRun(Item);
    },

    async changeMapRun(name, change, redriveCount) {
      const fields = fieldsOf(change);
      const names = Object.keys(fields);
      const values: Item = { ':ttl': { N: String(lifetime.fromNow()) } };
      for (const field of names) values[`:${field}`] = fields[field] ?? { NULL: true };
      const conditions = ['attribute_exists(pk)'];
      if (redriveCount !== undefined) {
        conditions.push(`${FIELD_PREFIX}redriveCount = :asRead`);
        values[':asRead'] = { S: JSON.stringify(redriveCount) };
      }
      try {
        await db.call('UpdateItem', {
          TableName: table,
          Key: { ...mapRunKey(familyOf(name)) },
          UpdateExpression: `SET ${['#ttl = :ttl', ...names.map((each) => `${each} = :${each}`)].join(', ')}`,
          ConditionExpression: conditions.join(' AND '),
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: values,
        });
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    async mapRuns(execution, limit, after) {
      const before = after === undefined ? undefined : parsePageToken(after);
      const values: Item = { ':l': { S: mapRunList(execution) } };
      if (before !== undefined) values[':s'] = { S: before };
      const items = await queryItems(
        db,
        {
          TableName: table,
          IndexName: LIST_INDEX,
          ScanIndexForward: false,
          KeyConditionExpression: before === undefined ? 'l = :l' : 'l = :l AND s < :s',
          ExpressionAttributeValues: values,
        },
        limit + 1,
      );
      const page = items.slice(0, limit).map(toMapRun);
      const last = page.at(-1);
      return items.length > limit && last
        ? { items: page, next: printPageToken(placeOf(last)) }
        : { items: page };
    },
  };
}

function fieldsOf(run: Partial<MapRunRecord>): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(run)) {
    if (value !== undefined) item[FIELD_PREFIX + name] = { S: JSON.stringify(value) };
  }
  return item;
}

function toMapRun(item: Item): MapRunRecord {
  const run: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    if (!name.startsWith(FIELD_PREFIX) || value.S === undefined) continue;
    run[name.slice(FIELD_PREFIX.length)] = JSON.parse(value.S);
  }
  return run as unknown as MapRunRecord;
}

function placeOf({ startedAt, name }: MapRunRecord): string {
  return listPlace(startedAt, name);
}
