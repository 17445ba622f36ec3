/** Aliases of state machines: an item each, beside the machine's. */

import { randomUUID } from 'node:crypto';
import {
  type Alias,
  Contended,
  type MachineIdentity,
  type MachineStore,
  type Route,
} from '../../ports.ts';
import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import { aliasKey, aliasPrefix, listPlace, machinePartition } from '../keys.ts';
import { type Item, queryItems } from './query.ts';
import type { VersionStanding } from './versions.ts';

export interface Aliases
  extends Pick<MachineStore, 'alias' | 'aliases' | 'createAlias' | 'changeAlias' | 'deleteAlias'> {
  /** The names of the aliases that route to a version, or are about to. */
  usersOf(machine: MachineIdentity, version: number): Promise<string[]>;
}

const TRIES = 10;

/** @param standing how a version stands that an alias is to route to */
export function createAliases(
  db: DynamoDb,
  table: string,
  standing: (machine: MachineIdentity, version: number) => Promise<VersionStanding>,
): Aliases {
  async function read(machine: MachineIdentity, name: string): Promise<Item | undefined> {
    const Key = { ...aliasKey(machine, name) };
    const { Item } = await db.call('GetItem', { TableName: table, Key, ConsistentRead: true });
    return Item;
  }

  /**
   * Puts an alias where it stands as it was at `before`. Undefined: it does not; otherwise the name of this change.
   *
   * @param before the name of the change that it should stand at; undefined where there should be none
   * @param pending what it is about to route to
   */
  async function put(
    machine: MachineIdentity,
    alias: Alias,
    before: string | undefined,
    pending: Route[] = [],
  ): Promise<string | undefined> {
    const change = randomUUID();
    try {
      await db.call('PutItem', {
        TableName: table,
        Item: {
          ...aliasKey(machine, alias.name),
          ...toAttributes(alias),
          ...(pending.length > 0 && { pending: { S: JSON.stringify(pending) } }),
          change: { S: change },
        },
        ...(before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'change = :before',
              ExpressionAttributeValues: { ':before': { S: before } },
            }),
      });
      return change;
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  }

  /** Deletes an alias that still stands as a change left it. */
  async function takeBack(machine: MachineIdentity, name: string, change: string): Promise<void> {
    try {
      await db.call('DeleteItem', {
        TableName: table,
        Key: { ...aliasKey(machine, name) },
        ConditionExpression: 'change = :change',
        ExpressionAttributeValues: { ':change': { S: change } },
      });
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  }

  /** How versions stand together: as the worst of them. */
  async function standingOf(machine: MachineIdentity, routes: Route[]): Promise<VersionStanding> {
    const all = await Promise.all(routes.map(({ version }) => standing(machine, version)));
    return all.find((one) => one === 'missing') ?? all.find((one) => one === 'leaving') ?? 'usable';
  }

  async function itemsOf(machine: MachineIdentity): Promise<Item[]> {
    return queryItems(db, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: {
        ':pk': { S: machinePartition(machine.name) },
        ':prefix': { S: aliasPrefix(machine) },
      },
    });
  }

  return {
    async alias(machine, name) {
      const item = await read(machine, name);
      return item && toAlias(item);
    },

    async aliases(machine) {
      const places = new Map(
        (await itemsOf(machine))
          .map(toAlias)
          .map((alias) => [listPlace(alias.createdAt, alias.name), alias]),
      );
      return [...places.keys()].sort().flatMap((place) => places.get(place) ?? []);
    },

    async usersOf(machine, version) {
      const uses = (item: Item) =>
        [...routesOf(item.routes), ...routesOf(item.pending)].some(
          (route) => route.version === version,
        );
      return (await itemsOf(machine)).filter(uses).map((item) => toAlias(item).name);
    },

    async createAlias(machine, alias) {
      for (let tries = 0; tries < TRIES; tries++) {
        const existing = await read(machine, alias.name);
        if (existing) return { outcome: 'exists', alias: toAlias(existing) };
        if ((await standingOf(machine, alias.routes)) === 'missing') {
          return { outcome: 'versionMissing' };
        }
        const change = await put(machine, alias, undefined);
        if (change === undefined) continue;
        // Whoever began to delete a version without seeing this alias had marked the version before.
        const found = await standingOf(machine, alias.routes);
        if (found === 'usable') return { outcome: 'done', alias };
        await takeBack(machine, alias.name, change);
        if (found === 'missing') return { outcome: 'versionMissing' };
      }
      throw new Contended();
    },

    async changeAlias(machine, name, make) {
      for (let tries = 0; tries < TRIES; tries++) {
        const item = await read(machine, name);
        if (!item) return { outcome: 'missing' };
        const before = toAlias(item);
        const alias = make(before);
        const added = alias.routes.filter(
          ({ version }) => !before.routes.some((route) => route.version === version),
        );
        let stand = item.change?.S;
        if (added.length > 0) {
          stand = await put(machine, before, stand, added);
          if (stand === undefined) continue;
          const found = await standingOf(machine, added);
          if (found === 'missing') return { outcome: 'versionMissing' };
          if (found === 'leaving') continue;
        }
        if (await put(machine, alias, stand)) return { outcome: 'done', alias };
      }
      throw new Contended();
    },

    async deleteAlias(machine, name) {
      await db.call('DeleteItem', { TableName: table, Key: { ...aliasKey(machine, name) } });
    },
  };
}

function toAttributes({ name, description, routes, createdAt, updatedAt }: Alias): Item {
  return {
    name: { S: name },
    ...(description !== undefined && { description: { S: description } }),
    routes: { S: JSON.stringify(routes) },
    createdAt: { N: String(createdAt) },
    updatedAt: { N: String(updatedAt) },
  };
}

function toAlias(item: Item): Alias {
  return {
    name: item.name?.S ?? '',
    ...(item.description?.S !== undefined && { description: item.description.S }),
    routes: routesOf(item.routes),
    createdAt: Number(item.createdAt?.N),
    updatedAt: Number(item.updatedAt?.N),
  };
}

function routesOf(attribute: Item[string] | undefined): Route[] {
  return JSON.parse(attribute?.S ?? '[]') as Route[];
}
