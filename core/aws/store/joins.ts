/**
 * Joins: which children of a step run, which starts next, and whether all have left.
 *
 * A join is split into groups, so that no item is written by more than a hundred children at a time: child i belongs to
 * group i mod G. A group's item holds, for each of its slots, the child in it, and the next child of the group. Leaving is
 * one compare-and-set: the slot takes `next`, and `next` moves on. Beyond the last child it goes on counting: a slot whose
 * number is no child's is empty, and the slot which takes the last such number is the last one to become empty.
 */

import type { Departure, Join, Store } from '../../ports.ts';
import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import { joinGroupKey, joinKey, type Key } from '../keys.ts';
import type { Lifetime } from './lifetime.ts';
import { inParallel } from './parallel.ts';
import type { Item } from './query.ts';

const SLOTS_PER_GROUP = 100;
const GROUPS_AT_A_TIME = 16;

export type Joins = Pick<Store, 'openJoin' | 'leaveJoin' | 'closeJoin'>;

/** A join's layout, which follows from its numbers alone. */
interface Layout {
  groups: number;
  /** The children that a group's slots begin with; the slot's number in its group is the place. */
  firstOf(group: number): number[];
}

/** Reads and writes joins. */
export function createJoins(db: DynamoDb, table: string, lifetime: Lifetime): Joins {
  const ttl = () => ({ N: String(lifetime.fromNow()) });

  /** Puts an item where there is none. What is there now; `undefined` if that is closed. */
  async function open(key: Key, item: Item): Promise<Item | undefined> {
    try {
      await db.call('PutItem', {
        TableName: table,
        Item: { ...key, ...item, ttl: ttl() },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      return item;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      const found = await get(key);
      return found?.closed ? undefined : found;
    }
  }

  async function close(key: Key): Promise<Item> {
    const { Attributes } = await db.call('UpdateItem', {
      TableName: table,
      Key: { ...key },
      UpdateExpression: 'SET closed = :true, #ttl = :ttl',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':true': { BOOL: true }, ':ttl': ttl() },
      ReturnValues: 'ALL_NEW',
    });
    return Attributes ?? {};
  }

  async function get(key: Key): Promise<Item | undefined> {
    const { Item } = await db.call('GetItem', {
      TableName: table,
      Key: { ...key },
      ConsistentRead: true,
    });
    return Item;
  }

  /** The number that takes the child's slot. `undefined`: the join is closed. */
  async function replace(
    { execution, step }: Join,
    layout: Layout,
    index: number,
    slot: number,
  ): Promise<number | undefined> {
    const key = joinGroupKey(execution, step, index % layout.groups);
    const place = Math.floor(slot / layout.groups);
    try {
      const { Attributes } = await db.call('UpdateItem', {
        TableName: table,
        Key: { ...key },
        UpdateExpression: `SET slots[${place}] = #next, #next = #next + :groups`,
        ConditionExpression: `slots[${place}] = :index AND attribute_not_exists(closed)`,
        ExpressionAttributeNames: { '#next': 'next' },
        ExpressionAttributeValues: {
          ':index': { N: String(index) },
          ':groups': { N: String(layout.groups) },
        },
        ReturnValues: 'UPDATED_NEW',
      });
      return Number(Attributes?.next?.N) - layout.groups;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      const group = await get(key);
      return group?.closed ? undefined : holdersOf(group)[place];
    }
  }

  /** Notes that a group is empty, as often as it is told. True: all of them are. */
  async function leaveRoot({ execution, step }: Join, group: number): Promise<boolean> {
    try {
      const { Attributes } = await db.call('UpdateItem', {
        TableName: table,
        Key: { ...joinKey(execution, step) },
        UpdateExpression: 'DELETE pending :group',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(closed)',
        ExpressionAttributeValues: { ':group': { NS: [String(group)] } },
        ReturnValues: 'ALL_NEW',
      });
      return Attributes?.pending === undefined;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  return {
    async openJoin(join) {
      const { execution, step } = join;
      const layout = layoutOf(join);
      const groups = numbers(layout.groups);
      if (layout.groups > 1) {
        const pending = { NS: groups.map(String) };
        if ((await open(joinKey(execution, step), { pending })) === undefined) return [];
      }
      const opened = await inParallel(groups, GROUPS_AT_A_TIME, async (group) => {
        const first = layout.firstOf(group);
        const item = await open(joinGroupKey(execution, step, group), {
          slots: { L: first.map((index) => ({ N: String(index) })) },
          next: { N: String(group + layout.groups * first.length) },
        });
        const holders = holdersOf(item);
        return first.map((slot, place) => ({ index: holders[place] ?? join.count, slot }));
      });
      return opened.flat().filter(({ index }) => index < join.count);
    },

    async leaveJoin(join, index, slot): Promise<Departure> {
      const layout = layoutOf(join);
      const group = index % layout.groups;
      const taker = await replace(join, layout, index, slot);
      if (taker === undefined) return { complete: false };
      if (taker < join.count) return { start: { index: taker, slot }, complete: false };
      if (taker !== lastNumberOf(join, layout, group)) return { complete: false };
      return { complete: layout.groups === 1 || (await leaveRoot(join, group)) };
    },

    async closeJoin(join) {
      const { execution, step, count } = join;
      const { groups } = layoutOf(join);
      if (groups > 1) await close(joinKey(execution, step));
      const closed = await inParallel(numbers(groups), GROUPS_AT_A_TIME, (group) =>
        close(joinGroupKey(execution, step, group)),
      );
      return closed.flatMap(holdersOf).filter((index) => index < count);
    },
  };
}

function layoutOf({ count, concurrency }: Join): Layout {
  const window = Math.min(count, concurrency);
  const groups = Math.max(1, Math.ceil(window / SLOTS_PER_GROUP));
  return {
    groups,
    firstOf: (group) =>
      numbers(Math.ceil((window - group) / groups)).map((place) => group + groups * place),
  };
}

/** The numbers in the slots of a group's item. */
function holdersOf(group: Item | undefined): number[] {
  return (group?.slots?.L ?? []).map(({ N }) => Number(N));
}

/** The number that the last slot to become empty takes: as many lie beyond the last child as there are slots. */
function lastNumberOf({ count }: Join, { groups, firstOf }: Layout, group: number): number {
  const children = Math.ceil((count - group) / groups);
  return group + groups * (children + firstOf(group).length - 1);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}
