/**
 * Versions of state machines: an item each, beside the machine's.
 *
 * A number is taken by a conditional put on the one after the last. A deleted version leaves its number behind, so that
 * it is the last one for ever.
 */

import { randomUUID } from 'node:crypto';
import {
  Contended,
  type MachineIdentity,
  type MachineRecord,
  type MachineStore,
  type Version,
} from '../../ports.ts';
import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import { listPlace, machinePartition, versionKey, versionPrefix } from '../keys.ts';
import { parsePageToken, printPageToken } from './page-token.ts';
import { type Item, queryItems } from './query.ts';

export interface Versions
  extends Pick<MachineStore, 'publish' | 'version' | 'versions' | 'deleteVersion'> {
  /** How a version stands that an alias is to route to. */
  standing(machine: MachineIdentity, number: number): Promise<VersionStanding>;
}

/** `leaving`: somebody is about to delete it, unless an alias routes to it. */
export type VersionStanding = 'usable' | 'leaving' | 'missing';

/** What versions have to know of their surroundings. */
interface Surroundings {
  machine(name: string): Promise<MachineRecord | undefined>;
  /** The names of the aliases that route to a version, or are about to. */
  usersOf(machine: MachineIdentity, version: number): Promise<string[]>;
}

const TRIES = 10;
/** No version has a higher number. */
const HIGHEST = 999_999_999;

export function createVersions(db: DynamoDb, table: string, around: Surroundings): Versions {
  async function read(machine: MachineIdentity, number: number): Promise<Item | undefined> {
    const Key = { ...versionKey(machine, number) };
    const { Item } = await db.call('GetItem', { TableName: table, Key, ConsistentRead: true });
    return Item?.deleted ? undefined : Item;
  }

  /** The version of the highest number, the deleted ones included. */
  async function last(machine: MachineIdentity): Promise<Item | undefined> {
    const { Items } = await db.call('Query', {
      TableName: table,
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: {
        ':pk': { S: machinePartition(machine.name) },
        ':prefix': { S: versionPrefix(machine) },
      },
    });
    return Items?.[0];
  }

  /** Updates a version's item if the condition holds. False: it does not. */
  async function update(
    machine: MachineIdentity,
    number: number,
    change: { UpdateExpression: string; ConditionExpression: string },
    deletion: string,
  ): Promise<boolean> {
    try {
      await db.call('UpdateItem', {
        TableName: table,
        Key: { ...versionKey(machine, number) },
        ...change,
        ExpressionAttributeValues: { ':deletion': { S: deletion } },
      });
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  return {
    async publish(name, { expected, ...facts }) {
      for (let tries = 0; tries < TRIES; tries++) {
        const known = await around.machine(name);
        const before = known && (await last(known));
        // Read after the last version: a revision that is older than one already published must not follow it.
        const machine = known && (await around.machine(name));
        if (!machine) return { outcome: 'machineMissing' };
        if (machine.createdAt !== known.createdAt) continue;
        const { revisionId } = machine;
        if (expected !== undefined && expected !== revisionId) return { outcome: 'stale' };
        if (before && !before.deleted && before.revisionId?.S === revisionId) {
          return { outcome: 'published', version: toVersion(before) };
        }
        const number = before ? toVersion(before).number + 1 : 1;
        const version = { number, revisionId, ...facts };
        try {
          await db.call('PutItem', {
            TableName: table,
            Item: { ...versionKey(machine, number), ...toAttributes(version) },
            ConditionExpression: 'attribute_not_exists(pk)',
          });
          return { outcome: 'published', version };
        } catch (error) {
          if (!isConditionFailure(error)) throw error;
        }
      }
      throw new Contended();
    },

    async version(machine, number) {
      const item = await read(machine, number);
      return item && toVersion(item);
    },

    async versions(machine, limit, after) {
      const items = await queryItems(
        db,
        {
          TableName: table,
          ConsistentRead: true,
          ScanIndexForward: false,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :lowest AND :highest',
          FilterExpression: 'attribute_not_exists(deleted)',
          ExpressionAttributeValues: {
            ':pk': { S: machinePartition(machine.name) },
            ':lowest': versionKey(machine, 0).sk,
            ':highest': versionKey(machine, after === undefined ? HIGHEST : below(after)).sk,
          },
        },
        limit + 1,
      );
      const versions = items.map(toVersion);
      const page = versions.slice(0, limit);
      const lowest = page.at(-1);
      return versions.length > limit && lowest
        ? { items: page, next: printPageToken(listPlace(lowest.number, '')) }
        : { items: page };
    },

    async deleteVersion(machine, number) {
      for (let tries = 0; tries < TRIES; tries++) {
        // Marked first, then the aliases read; who writes an alias looks for the mark afterwards. One of the two sees the other.
        const deletion = randomUUID();
        const isThere = await update(
          machine,
          number,
          {
            UpdateExpression: 'SET deletion = :deletion',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deleted)',
          },
          deletion,
        );
        if (!isThere) return [];
        const users = await around.usersOf(machine, number);
        const isMine = { ConditionExpression: 'deletion = :deletion' };
        if (users.length > 0) {
          const change = { UpdateExpression: 'REMOVE deletion', ...isMine };
          await update(machine, number, change, deletion);
          return users;
        }
        const change = {
          UpdateExpression: 'SET deleted = :deletion REMOVE description',
          ...isMine,
        };
        if (await update(machine, number, change, deletion)) return [];
      }
      throw new Contended();
    },

    async standing(machine, number) {
      const item = await read(machine, number);
      if (!item) return 'missing';
      return item.deletion ? 'leaving' : 'usable';
    },
  };
}

/** The highest number of the page that follows. */
function below(token: string): number {
  return Math.max(Number(parsePageToken(token).split('#')[0]) - 1, 0);
}

function toAttributes({ number, revisionId, description, createdAt }: Version): Item {
  return {
    number: { N: String(number) },
    revisionId: { S: revisionId },
    ...(description !== undefined && { description: { S: description } }),
    createdAt: { N: String(createdAt) },
  };
}

function toVersion(item: Item): Version {
  return {
    number: Number(item.number?.N),
    revisionId: item.revisionId?.S ?? '',
    ...(item.description?.S !== undefined && { description: item.description.S }),
    createdAt: Number(item.createdAt?.N),
  };
}
