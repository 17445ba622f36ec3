/** The groups of a roster: a hundred slots, the range of children that takes turns in them, and how its children ended. */

import type { Ending, IndexRange, Outcomes, Roster, Turn } from '../../ports.ts';
import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import { executionPartition, rosterGroupKey, rosterKey } from '../keys.ts';
import type { Lifetime } from './lifetime.ts';
import { type Item, queryItems } from './query.ts';
import { type Claim, GROUP_SIZE } from './roster-root.ts';

export interface Group {
  /** The child in each slot; -1 in a free one. */
  slots: number[];
  /** How many of the slots may be used. */
  width: number;
  /** The claim that it works on. */
  seq: number;
  next: number;
  end: number;
  /** What it gives back of its claim. */
  left?: IndexRange;
  closed: boolean;
  executions: Outcomes;
  /** The items of those children beyond one for each. */
  moreItems: Outcomes;
}

export interface Groups {
  get(roster: Roster, group: number): Promise<Group | undefined>;
  all(roster: Roster): Promise<Group[]>;
  /** Makes the group, at work on `claim`, where there is none; sets its width. */
  widen(roster: Roster, group: number, width: number, claim: Claim | undefined): Promise<void>;
  /** Lets it work on another claim, where it still is as it was seen. */
  take(roster: Roster, group: number, seen: Group, claim: Claim): Promise<void>;
  /** Keeps what is left of its claim for the root, where it still is as it was seen. */
  giveBack(roster: Roster, group: number, seen: Group): Promise<void>;
  /** Puts the next children into free places: nobody, where the group has changed. */
  seat(roster: Roster, group: number, seen: Group, places: number[]): Promise<Turn[]>;
  /** Counts a child and gives its place to the next. `undefined`: the child is not there, or there is no next. */
  handOn(
    roster: Roster,
    group: number,
    place: number,
    index: number,
    ending: Ending,
    items: number,
  ): Promise<number | undefined>;
  /** Counts a child and leaves its place free. */
  vacate(
    roster: Roster,
    group: number,
    place: number,
    index: number,
    ending: Ending,
    items: number,
  ): Promise<void>;
  /** Lets nobody in any more. The group as it is then. */
  close(roster: Roster, group: number): Promise<Group>;
}

type Values = Record<string, { N: string } | { L: { N: string }[] } | { BOOL: boolean }>;

/** Reads and writes the groups of rosters. */
export function createGroups(db: DynamoDb, table: string, lifetime: Lifetime): Groups {
  /** @returns the item after the change; `undefined` where the condition does not hold */
  async function update(
    roster: Roster,
    group: number,
    expression: string,
    condition: string | undefined,
    values: Values,
  ): Promise<Item | undefined> {
    const names = ['next', 'end', 'left', 'closed', 'slots', 'width', 'seq'].filter((name) =>
      new RegExp(`#${name}\\b`).test(`${expression} ${condition ?? ''}`),
    );
    try {
      const { Attributes } = await db.call('UpdateItem', {
        TableName: table,
        Key: { ...rosterGroupKey(roster, group) },
        UpdateExpression: expression,
        ...(condition !== undefined && { ConditionExpression: condition }),
        ...(names.length > 0 && {
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        }),
        ExpressionAttributeValues: values,
        ReturnValues: 'ALL_NEW',
      });
      return Attributes ?? {};
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  }

  return {
    async get(roster, group) {
      const { Item } = await db.call('GetItem', {
        TableName: table,
        Key: { ...rosterGroupKey(roster, group) },
        ConsistentRead: true,
      });
      return Item && toGroup(Item);
    },

    async all(roster) {
      const items = await queryItems(db, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :group)',
        ExpressionAttributeValues: {
          ':pk': { S: executionPartition(roster.execution) },
          ':group': { S: `${rosterKey(roster).sk.S}#` },
        },
      });
      return items.map(toGroup);
    },

    async widen(roster, group, width, claim) {
      const { seq, range } = claim ?? { seq: 0, range: [0, 0] };
      try {
        await db.call('PutItem', {
          TableName: table,
          Item: {
            ...rosterGroupKey(roster, group),
            slots: { L: Array.from({ length: GROUP_SIZE }, () => number(-1)) },
            width: number(width),
            seq: number(seq),
            next: number(range[0]),
            end: number(range[1]),
            ttl: number(lifetime.fromNow()),
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        });
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        await update(
          roster,
          group,
          'SET #width = :width',
          'attribute_not_exists(#closed) AND #width <> :width',
          { ':width': number(width) },
        );
      }
    },

    async take(roster, group, seen, { seq, range: [from, to] }) {
      await update(
        roster,
        group,
        'SET #seq = :seq, #next = :next, #end = :end REMOVE #left',
        '#seq = :old',
        {
          ':seq': number(seq),
          ':next': number(from),
          ':end': number(to),
          ':old': number(seen.seq),
        },
      );
    },

    async giveBack(roster, group, { seq, next, end }) {
      await update(
        roster,
        group,
        'SET #left = :left, #next = :end',
        '#seq = :seq AND #next = :next AND #width < :one',
        {
          ':left': { L: [number(next), number(end)] },
          ':end': number(end),
          ':seq': number(seq),
          ':next': number(next),
          ':one': number(1),
        },
      );
    },

    async seat(roster, group, { seq, next, end }, places) {
      const taken = places.slice(0, end - next);
      const values: Values = {
        ':seq': number(seq),
        ':next': number(next),
        ':after': number(next + taken.length),
      };
      const sets = taken.map((place, offset) => {
        values[`:p${place}`] = number(next + offset);
        return `#slots[${place}] = :p${place}`;
      });
      const seated = await update(
        roster,
        group,
        `SET ${['#next = :after', ...sets].join(', ')}`,
        '#seq = :seq AND #next = :next AND attribute_not_exists(#closed)',
        values,
      );
      if (!seated) return [];
      return taken.map((place, offset) => ({
        index: next + offset,
        slot: group * GROUP_SIZE + place,
      }));
    },

    async handOn(roster, group, place, index, ending, items) {
      const after = await update(
        roster,
        group,
        `SET #slots[${place}] = #next, #next = #next + :one ${counting(ending, items)}`,
        `#slots[${place}] = :index AND #next < #end AND #width > :place AND attribute_not_exists(#closed)`,
        { ...countingValues(items), ':index': number(index), ':place': number(place) },
      );
      return after && Number(after.next?.N) - 1;
    },

    async vacate(roster, group, place, index, ending, items) {
      await update(
        roster,
        group,
        `SET #slots[${place}] = :free ${counting(ending, items)}`,
        `#slots[${place}] = :index`,
        { ...countingValues(items), ':index': number(index), ':free': number(-1) },
      );
    },

    async close(roster, group) {
      const closed = await update(roster, group, 'SET #closed = :true', undefined, {
        ':true': { BOOL: true },
      });
      return toGroup(closed ?? {});
    },
  };
}

/** The part of an update that counts how a child has ended. */
function counting(ending: Ending, items: number): string {
  return `ADD n_${ending} :one${items === 1 ? '' : `, m_${ending} :more`}`;
}

function countingValues(items: number): Values {
  return { ':one': number(1), ...(items !== 1 && { ':more': number(items - 1) }) };
}

function number(value: number): { N: string } {
  return { N: String(value) };
}

function toGroup(item: Item): Group {
  const numberIn = (name: string) => Number(item[name]?.N ?? 0);
  const left = item.left?.L?.map(({ N }) => Number(N));
  const outcomes = (prefix: string): Outcomes => ({
    SUCCEEDED: numberIn(`${prefix}SUCCEEDED`),
    FAILED: numberIn(`${prefix}FAILED`),
    TIMED_OUT: numberIn(`${prefix}TIMED_OUT`),
    ABORTED: numberIn(`${prefix}ABORTED`),
  });
  return {
    slots: (item.slots?.L ?? []).map(({ N }) => Number(N)),
    width: numberIn('width'),
    seq: numberIn('seq'),
    next: numberIn('next'),
    end: numberIn('end'),
    ...(left && { left: [left[0] ?? 0, left[1] ?? 0] }),
    closed: item.closed?.BOOL === true,
    executions: outcomes('n_'),
    moreItems: outcomes('m_'),
  };
}
