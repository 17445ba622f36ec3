/** Heads: what lists show of an execution; the only items of executions in the list index. */

import type { ExecutionStatus } from '../../engine/execution.ts';
import { rootOf } from '../../engine/execution-id.ts';
import type { Head, Store } from '../../ports.ts';
import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import { executionList, executionOf, headKey, LIST_INDEX, listPlace } from '../keys.ts';
import type { Lifetime } from './lifetime.ts';
import { parsePageToken, printPageToken } from './page-token.ts';
import { type Item, queryItems } from './query.ts';

const STATUSES: ExecutionStatus[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

export type Heads = Pick<Store, 'openHead' | 'closeHead' | 'head' | 'heads'>;

/** Reads and writes heads. */
export function createHeads(db: DynamoDb, table: string, lifetime: Lifetime): Heads {
  const toItem = (head: Head): Item => {
    const item: Item = {
      ...headKey(head.id),
      l: { S: executionList(rootOf(head.id).machine, head.status) },
      s: { S: placeOf(head) },
      revision: { S: head.revision },
      status: { S: head.status },
      startedAt: { N: String(head.startedAt) },
      ttl: { N: String(lifetime.fromNow()) },
    };
    if (head.stoppedAt !== undefined) item.stoppedAt = { N: String(head.stoppedAt) };
    return item;
  };

  /** The first `limit` heads of a status, of those before a place. */
  async function newest(
    machine: string,
    status: ExecutionStatus,
    limit: number,
    before: string | undefined,
  ): Promise<Item[]> {
    const values: Item = { ':l': { S: executionList(machine, status) } };
    if (before !== undefined) values[':s'] = { S: before };
    return queryItems(
      db,
      {
        TableName: table,
        IndexName: LIST_INDEX,
        ScanIndexForward: false,
        KeyConditionExpression: before === undefined ? 'l = :l' : 'l = :l AND s < :s',
        ExpressionAttributeValues: values,
      },
      limit,
    );
  }

  return {
    async openHead(head) {
      try {
        await db.call('PutItem', {
          TableName: table,
          Item: toItem(head),
          ConditionExpression: 'attribute_not_exists(pk)',
        });
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    async closeHead(head) {
      await db.call('PutItem', { TableName: table, Item: toItem(head) });
    },

    async head(execution) {
      const { Item } = await db.call('GetItem', {
        TableName: table,
        Key: { ...headKey(execution) },
        ConsistentRead: true,
      });
      return Item && toHead(Item);
    },

    async heads({ machine, status, limit, after }) {
      const before = after === undefined ? undefined : parsePageToken(after);
      // One more than asked for tells whether there is another page.
      const lists = await Promise.all(
        (status === undefined ? STATUSES : [status]).map((each) =>
          newest(machine, each, limit + 1, before),
        ),
      );
      const found = lists.flat().map(toHead);
      // An execution that ended between two of the queries may stand in both lists.
      const unique = new Map(found.map((head) => [placeOf(head), head]));
      const places = [...unique.keys()].sort().reverse();
      const items = places.slice(0, limit).flatMap((place) => unique.get(place) ?? []);
      const last = places[limit - 1];
      return places.length > limit && last !== undefined
        ? { items, next: printPageToken(last) }
        : { items };
    },
  };
}

function placeOf({ startedAt, id }: Head): string {
  return listPlace(startedAt, id);
}

function toHead(item: Item): Head {
  const head: Head = {
    id: executionOf(item.pk?.S ?? ''),
    revision: item.revision?.S ?? '',
    status: item.status?.S as ExecutionStatus,
    startedAt: Number(item.startedAt?.N),
  };
  if (item.stoppedAt?.N !== undefined) head.stoppedAt = Number(item.stoppedAt.N);
  return head;
}
