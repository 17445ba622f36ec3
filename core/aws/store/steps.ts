/** Step records as items: one put for each, one get, and the payload items of their large values. */

import { hasEnded } from '../../engine/execution.ts';
import { kinshipOf } from '../../engine/execution-id.ts';
import type { StepRecord } from '../../engine/step-record.ts';
import type { Json } from '../../json.ts';
import type { Store } from '../../ports.ts';
import { type DynamoDb, isConditionFailure, type QueryInput } from '../dynamodb.ts';
import { executionOf, executionPartition, STEP_PREFIX, stepKey, stepOf } from '../keys.ts';
import {
  packRecord,
  parseRecord,
  parseReference,
  printRecord,
  printReference,
  unpackRecord,
} from '../record-codec.ts';
import { deflateSmall, inflateSmall } from './deflate.ts';
import type { Lifetime } from './lifetime.ts';
import { inParallel } from './parallel.ts';
import { createPayloads } from './payloads.ts';
import { getAll, type Item, putAll, queryItems } from './query.ts';
import type { RecentItems } from './recent-items.ts';

/** An item above 1 KB costs a second write unit; what is left below it covers the names of attributes. */
const MAX_PLAIN_BYTES = 980;
/** A record above this goes to a payload item as a whole: an item ends at 400 KB. */
const MAX_RECORD_BYTES = 300 * 1024;
const ITEMS_AT_A_TIME = 16;

export type Steps = Pick<
  Store,
  'read' | 'latest' | 'latestOf' | 'records' | 'append' | 'createChildren'
>;

/** Reads and writes step records. */
export function createSteps(
  db: DynamoDb,
  table: string,
  lifetime: Lifetime,
  recent: RecentItems,
): Steps {
  const payloads = createPayloads(db, table, lifetime.reserve);

  async function toItem(record: StepRecord): Promise<Item> {
    const { id } = record.state;
    const ttl = lifetime.ofRecord(record);
    const { fields, values } = packRecord(record);
    const pool = await Promise.all(values.map((value) => payloads.place(id, value, ttl)));
    const text = printRecord(fields, pool, id);
    const key = stepKey(id, record.step);
    const body = { ...key, ttl: { N: String(ttl) } };

    const size = Buffer.byteLength(text);
    if (Buffer.byteLength(key.pk.S + key.sk.S) + size <= MAX_PLAIN_BYTES) {
      return { ...body, d: { S: text } };
    }
    const deflated = deflateSmall(text);
    if (Math.min(deflated.length, size) > MAX_RECORD_BYTES) {
      const reference = await payloads.writeText(id, text, ttl);
      return { ...body, p: { S: JSON.stringify(printReference(reference, id)) } };
    }
    return { ...body, d: deflated.length < size ? { B: deflated } : { S: text } };
  }

  async function fromItem(item: Item): Promise<StepRecord> {
    const id = executionOf(item.pk?.S ?? '');
    const { fields, pool } = parseRecord(await textOfItem(item, id), id);
    const values = await Promise.all(pool.map(payloads.resolve));
    return unpackRecord(fields, values, id, stepOf(item.sk?.S ?? ''));
  }

  async function textOfItem({ d, p }: Item, id: string): Promise<string> {
    if (d?.S !== undefined) return d.S;
    if (d?.B !== undefined) return inflateSmall(d.B);
    return payloads.readText(parseReference(JSON.parse(p?.S ?? '') as Json, id));
  }

  async function read(execution: string, step: number): Promise<StepRecord | undefined> {
    const key = stepKey(execution, step);
    const known = recent.get(key);
    if (known !== undefined) return fromItem(known);
    const { Item } = await db.call('GetItem', {
      TableName: table,
      Key: { ...key },
      ConsistentRead: true,
    });
    return Item && fromItem(Item);
  }

  async function latest(execution: string): Promise<StepRecord | undefined> {
    const [last] = await queryItems(db, lastStepQuery(table, execution), 1);
    return last && fromItem(last);
  }

  return {
    read,
    latest,

    async latestOf(executions) {
      const [first] = executions;
      if (first === undefined) return [];
      const found = new Map<string, StepRecord>();
      const guess = await latest(first);
      if (guess !== undefined) {
        found.set(first, guess);
        const others = [...new Set(executions)].filter((id) => id !== first);
        const keys = others.map((id) => stepKey(id, guess.step));
        const items = await getAll(db, table, keys);
        for (const record of await inParallel(items, ITEMS_AT_A_TIME, fromItem)) {
          // Only an end is surely the last record; behind any other there may be more.
          if (hasEnded(record.state)) found.set(record.state.id, record);
        }
      }
      const records = await inParallel(
        executions,
        ITEMS_AT_A_TIME,
        (id) => found.get(id) ?? latest(id),
      );
      return records.filter((record) => record !== undefined);
    },

    async records(execution, from, limit) {
      if (limit <= 0) return [];
      const query: QueryInput = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': { S: executionPartition(execution) },
          ':from': stepKey(execution, from).sk,
          ':to': { S: `${STEP_PREFIX}:` },
        },
      };
      return inParallel(await queryItems(db, query, limit), ITEMS_AT_A_TIME, fromItem);
    },

    async append(record) {
      const Item = await toItem(record);
      try {
        await db.call('PutItem', {
          TableName: table,
          Item,
          ConditionExpression: 'attribute_not_exists(pk)',
        });
        recent.keep(stepKey(record.state.id, record.step), Item);
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },

    async createChildren(records) {
      const stray = records.find(({ step, state }) => step !== 0 || !kinshipOf(state.id));
      if (stray !== undefined) {
        throw new Error(`${stray.state.id} step ${stray.step} is not the first record of a child`);
      }
      await putAll(db, table, await inParallel(records, ITEMS_AT_A_TIME, toItem));
    },
  };
}

function lastStepQuery(table: string, execution: string): QueryInput {
  return {
    TableName: table,
    ConsistentRead: true,
    ScanIndexForward: false,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :step)',
    ExpressionAttributeValues: {
      ':pk': { S: executionPartition(execution) },
      ':step': { S: STEP_PREFIX },
    },
  };
}
