/** Heads: what lists show of an execution; the only items of executions in the list index. */

import type { ExecutionStatus, Via } from '../../engine/execution.ts';
import { rootOf } from '../../engine/execution-id.ts';
import type { Head, HeadQuery, Page, Store } from '../../ports.ts';
import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import { executionList, executionOf, headKey, LIST_INDEX, listPlace } from '../keys.ts';
import type { Lifetime } from './lifetime.ts';
import { parsePageToken, printPageToken } from './page-token.ts';
import { type Item, queryItems } from './query.ts';

const STATUSES: ExecutionStatus[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

/** How much is read in search of a page of executions by one version or alias. */
const PAGE_TO_SIFT = 1000;
const MOST_PAGES = 10;

export type Heads = Pick<
  Store,
  'openHead' | 'reopenHead' | 'closeHead' | 'dropHead' | 'head' | 'heads'
>;

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
    if (head.redrives !== undefined) item.redrives = { N: String(head.redrives) };
    if (head.redrivenAt !== undefined) item.redrivenAt = { N: String(head.redrivenAt) };
    if (head.via) item.version = { N: String(head.via.version) };
    if (head.via?.alias !== undefined) item.alias = { S: head.via.alias };
    return item;
  };

  async function putIf(Item: Item, ConditionExpression: string, redrives?: number): Promise<void> {
    const values = redrives !== undefined && { ':redrives': { N: String(redrives) } };
    try {
      await db.call('PutItem', {
        TableName: table,
        Item,
        ConditionExpression,
        ...(values && { ExpressionAttributeValues: values }),
      });
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  }

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

  async function page({ machine, status, limit, after }: HeadQuery): Promise<Page<Head>> {
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
  }

  /** A page of the heads by a version or an alias, which have no list of their own: that would cost every start two writes. */
  async function pageVia(query: HeadQuery, via: Partial<Via>): Promise<Page<Head>> {
    const { limit } = query;
    const items: Head[] = [];
    let from = query;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const { items: heads, next } = await page({ ...from, limit: PAGE_TO_SIFT });
      for (const head of heads.filter((each) => isVia(each, via))) {
        const last = items.at(-1);
        if (items.length === limit && last) return { items, next: printPageToken(placeOf(last)) };
        items.push(head);
      }
      if (next === undefined) return { items };
      from = { ...query, after: next };
    }
    return { items, ...(from.after !== undefined && { next: from.after }) };
  }

  return {
    openHead: (head) => putIf(toItem(head), 'attribute_not_exists(pk)'),

    reopenHead: (head) =>
      putIf(toItem(head), 'attribute_not_exists(redrives) OR redrives < :redrives', head.redrives),

    closeHead: (head) =>
      putIf(
        toItem(head),
        'attribute_not_exists(redrives) OR redrives <= :redrives',
        head.redrives ?? 0,
      ),

    async dropHead(execution) {
      await db.call('DeleteItem', { TableName: table, Key: { ...headKey(execution) } });
    },

    async head(execution) {
      const { Item } = await db.call('GetItem', {
        TableName: table,
        Key: { ...headKey(execution) },
        ConsistentRead: true,
      });
      return Item && toHead(Item);
    },

    heads: (query) => (query.via ? pageVia(query, query.via) : page(query)),
  };
}

function isVia({ via }: Head, { version, alias }: Partial<Via>): boolean {
  return (
    (version === undefined || via?.version === version) &&
    (alias === undefined || via?.alias === alias)
  );
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
  if (item.redrives?.N !== undefined) head.redrives = Number(item.redrives.N);
  if (item.redrivenAt?.N !== undefined) head.redrivenAt = Number(item.redrivenAt.N);
  if (item.version?.N !== undefined) {
    const alias = item.alias?.S;
    head.via = { version: Number(item.version.N), ...(alias !== undefined && { alias }) };
  }
  return head;
}
