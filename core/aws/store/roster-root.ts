/**
 * The root of a roster: which children no group has claimed yet, and the last claim of each group. It is one small
 * document under a version, written once for some hundred children, so its writers may compete.
 */

import type { Earlier, IndexRange, Roster } from '../../ports.ts';
import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import { rosterKey } from '../keys.ts';
import type { Lifetime } from './lifetime.ts';

/** As many children run in one group at a time, and as many does it claim at a time. */
export const GROUP_SIZE = 100;

/** The children that a group has claimed last. */
export interface Claim {
  /** Tells it from all other claims of the roster. */
  seq: number;
  range: IndexRange;
  /** None of them runs any more, and what the group has not begun is given back. */
  idle?: boolean;
}

export interface Root {
  work: IndexRange[];
  concurrency: number;
  /** The last sequence number that was given. */
  seq: number;
  claims: Record<string, Claim>;
  closed?: boolean;
  /** Of a redriven Map Run. */
  earlier?: Earlier;
}

export interface Roots {
  get(roster: Roster): Promise<Root | undefined>;
  /** Keeps the root of a new roster. What is there now. */
  create(roster: Roster, root: Root): Promise<Root>;
  /** Changes the root until nobody else does so at the same time; `undefined` leaves it. What is there now. */
  change(roster: Roster, change: (root: Root) => Root | undefined): Promise<Root>;
}

/** Reads and writes the roots of rosters. */
export function createRoots(db: DynamoDb, table: string, lifetime: Lifetime): Roots {
  async function read(roster: Roster): Promise<{ root: Root; version: number } | undefined> {
    const { Item } = await db.call('GetItem', {
      TableName: table,
      Key: { ...rosterKey(roster) },
      ConsistentRead: true,
    });
    if (Item?.d?.S === undefined) return undefined;
    return { root: JSON.parse(Item.d.S) as Root, version: Number(Item.v?.N) };
  }

  /** @param version of what it takes the place of; 0: there is nothing */
  async function write(roster: Roster, root: Root, version: number): Promise<boolean> {
    try {
      await db.call('PutItem', {
        TableName: table,
        Item: {
          ...rosterKey(roster),
          d: { S: JSON.stringify(root) },
          v: { N: String(version + 1) },
          ttl: { N: String(lifetime.fromNow()) },
        },
        ...(version === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'v = :v',
              ExpressionAttributeValues: { ':v': { N: String(version) } },
            }),
      });
      return true;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      return false;
    }
  }

  return {
    get: async (roster) => (await read(roster))?.root,

    async create(roster, root) {
      if (await write(roster, root, 0)) return root;
      return (await read(roster))?.root ?? root;
    },

    async change(roster, change) {
      for (;;) {
        const known = await read(roster);
        if (!known) throw new Error(`the roster of ${roster.execution}/${roster.step} is gone`);
        const changed = change(known.root);
        if (!changed) return known.root;
        if (await write(roster, changed, known.version)) return changed;
      }
    },
  };
}

/** Takes a claim for a group out of what is left; `undefined` where nothing is. */
export function claimed(root: Root, group: number, size = shareOf(root, group)): Root | undefined {
  const [first, ...others] = root.work;
  if (!first) return undefined;
  const [from, to] = first;
  const end = Math.min(to, from + size);
  const seq = root.seq + 1;
  return {
    ...root,
    seq,
    work: end < to ? [[end, to], ...others] : others,
    claims: { ...root.claims, [group]: { seq, range: [from, end] } },
  };
}

/** A root with the first claims of all groups. */
export function opened(work: IndexRange[], concurrency: number): Root {
  let root: Root = { work, concurrency, seq: 0, claims: {} };
  const groups = groupsOf(concurrency);
  for (let group = 0; group < groups; group++) {
    const size = groups === 1 ? GROUP_SIZE : widthOf(concurrency, group);
    root = claimed(root, group, size) ?? root;
  }
  return root;
}

/** A group claims many children at a time, but towards the end only its share, so that none has a long tail alone. */
function shareOf({ work, concurrency }: Root, group: number): number {
  if (groupsOf(concurrency) === 1) return GROUP_SIZE;
  const left = work.reduce((sum, [from, to]) => sum + to - from, 0);
  const share = Math.ceil((left * widthOf(concurrency, group)) / concurrency);
  return Math.max(1, Math.min(GROUP_SIZE, share));
}

/** How many groups it takes to run so many children at a time. */
export function groupsOf(concurrency: number): number {
  return Math.max(1, Math.ceil(concurrency / GROUP_SIZE));
}

/** How many of them run in one group. */
export function widthOf(concurrency: number, group: number): number {
  return Math.max(0, Math.min(GROUP_SIZE, concurrency - group * GROUP_SIZE));
}

/** Whether no child is to come and none runs. */
export function isOver({ work, claims, closed }: Root): boolean {
  return (closed || work.length === 0) && Object.values(claims).every(({ idle }) => idle);
}
