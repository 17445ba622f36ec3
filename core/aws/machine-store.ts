/** State machines with all that belongs to them on DynamoDB: a partition for each name, which never expires. */

import { type Json, parseTrusted } from '../json.ts';
import type { MachineRecord, MachineStore, Revision } from '../ports.ts';
import { type DynamoDb, isConditionFailure } from './dynamodb.ts';
import {
  ALIAS_PREFIX,
  aliasPrefix,
  LIST_INDEX,
  listPlace,
  MACHINE_LIST,
  machineKey,
  machinePartition,
  revisionKey,
  VERSION_PREFIX,
  versionPrefix,
} from './keys.ts';
import { createAliases } from './store/aliases.ts';
import { deflate, inflate } from './store/deflate.ts';
import { parsePageToken, printPageToken } from './store/page-token.ts';
import { inParallel } from './store/parallel.ts';
import { type Item, queryItems } from './store/query.ts';
import { createTagging, tagAttributes } from './store/tagging.ts';
import { createVersions } from './store/versions.ts';

const CHUNKS_AT_A_TIME = 8;
const DELETED_AT_A_TIME = 8;

/** A store of machines in the same table as the executions. */
export function createMachineStore(db: DynamoDb, table: string): MachineStore {
  async function get(Key: Item): Promise<Item | undefined> {
    const { Item } = await db.call('GetItem', { TableName: table, Key, ConsistentRead: true });
    return Item;
  }

  async function putRevision(machine: string, { id, ...rest }: Revision): Promise<void> {
    const chunks = await deflate(JSON.stringify(rest));
    await inParallel([...chunks.entries()], CHUNKS_AT_A_TIME, ([chunk, d]) =>
      db.call('PutItem', {
        TableName: table,
        Item: {
          ...revisionKey(machine, id, chunk),
          d: { B: d },
          chunks: { N: String(chunks.length) },
        },
      }),
    );
  }

  async function machineOf(name: string): Promise<MachineRecord | undefined> {
    const item = await get({ ...machineKey(name) });
    return item && toMachine(item);
  }

  async function deleteItem({ pk, sk }: Item): Promise<void> {
    if (pk && sk) await db.call('DeleteItem', { TableName: table, Key: { pk, sk } });
  }

  const { usersOf, ...aliases } = createAliases(db, table, (machine, number) =>
    standing(machine, number),
  );
  const { standing, ...versions } = createVersions(db, table, { machine: machineOf, usersOf });

  return {
    ...createTagging(db, table, machineKey),
    ...versions,
    ...aliases,

    async create(machine, revision, tags) {
      await putRevision(machine.name, revision);
      return isDone(
        db.call('PutItem', {
          TableName: table,
          Item: { ...toItem(machine), ...tagAttributes(tags) },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    },

    addRevision: putRevision,

    async update(machine, revision, expected) {
      await putRevision(machine.name, revision);
      return isDone(
        db.call('UpdateItem', {
          TableName: table,
          Key: { ...machineKey(machine.name) },
          // Its tags stay as they are; all else of a machine never changes.
          UpdateExpression: 'SET revisionId = :revision',
          ConditionExpression: 'revisionId = :expected AND #status = :active',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':revision': { S: machine.revisionId },
            ':active': { S: 'ACTIVE' },
            ':expected': { S: expected },
          },
        }),
      );
    },

    get: machineOf,

    async list(limit, after) {
      const values: Item = { ':l': { S: MACHINE_LIST } };
      if (after !== undefined) values[':s'] = { S: parsePageToken(after) };
      const items = await queryItems(
        db,
        {
          TableName: table,
          IndexName: LIST_INDEX,
          KeyConditionExpression: after === undefined ? 'l = :l' : 'l = :l AND s > :s',
          ExpressionAttributeValues: values,
        },
        // One more than asked for tells whether there is another page.
        limit + 1,
      );
      const machines = items.slice(0, limit).map(toMachine);
      const last = machines.at(-1);
      return items.length > limit && last !== undefined
        ? { items: machines, next: printPageToken(placeOf(last)) }
        : { items: machines };
    },

    async revision(machine, revisionId) {
      const first = await get({ ...revisionKey(machine, revisionId) });
      if (first === undefined) return undefined;
      const others = Array.from({ length: Number(first.chunks?.N) - 1 }, (_, place) => place + 1);
      const items = await inParallel(others, CHUNKS_AT_A_TIME, (chunk) =>
        get({ ...revisionKey(machine, revisionId, chunk) }),
      );
      const chunks = [first, ...items].map((item) => {
        if (item?.d?.B === undefined) {
          throw new Error(`A part of revision ${revisionId} of state machine ${machine} is gone`);
        }
        return item.d.B;
      });
      const stored: Json = parseTrusted(await inflate(chunks));
      return { id: revisionId, ...(stored as unknown as Omit<Revision, 'id'>) };
    },

    async markDeleting(name) {
      const isThere = await isDone(
        db.call('UpdateItem', {
          TableName: table,
          Key: { ...machineKey(name) },
          UpdateExpression: 'SET #status = :deleting',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':deleting': { S: 'DELETING' } },
        }),
      );
      return isThere ? machineOf(name) : undefined;
    },

    async delete({ name, createdAt }) {
      const found = await Promise.all(
        [VERSION_PREFIX, ALIAS_PREFIX].map((prefix) =>
          queryItems(db, {
            TableName: table,
            ConsistentRead: true,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
            ProjectionExpression: 'pk, sk',
            ExpressionAttributeValues: {
              ':pk': { S: machinePartition(name) },
              ':prefix': { S: prefix },
            },
          }),
        ),
      );
      // A machine that has taken the name since keeps its own.
      const now = await machineOf(name);
      const isKept = ({ sk }: Item) =>
        now !== undefined &&
        now.createdAt !== createdAt &&
        [versionPrefix(now), aliasPrefix(now)].some((prefix) => sk?.S?.startsWith(prefix));
      const orphans = found.flat().filter((item) => !isKept(item));
      await inParallel(orphans, DELETED_AT_A_TIME, deleteItem);
      await isDone(
        db.call('DeleteItem', {
          TableName: table,
          Key: { ...machineKey(name) },
          ConditionExpression: 'createdAt = :createdAt',
          ExpressionAttributeValues: { ':createdAt': { N: String(createdAt) } },
        }),
      );
    },
  };
}

/** False: the request's condition did not hold. */
async function isDone(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}

function placeOf({ createdAt, name }: MachineRecord): string {
  return listPlace(createdAt, name);
}

function toItem(machine: MachineRecord): Item {
  return {
    ...machineKey(machine.name),
    l: { S: MACHINE_LIST },
    s: { S: placeOf(machine) },
    name: { S: machine.name },
    type: { S: machine.type },
    status: { S: machine.status },
    createdAt: { N: String(machine.createdAt) },
    revisionId: { S: machine.revisionId },
  };
}

function toMachine(item: Item): MachineRecord {
  return {
    name: item.name?.S ?? '',
    type: item.type?.S as MachineRecord['type'],
    status: item.status?.S as MachineRecord['status'],
    createdAt: Number(item.createdAt?.N),
    revisionId: item.revisionId?.S ?? '',
  };
}
