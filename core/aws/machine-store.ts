/** State machines and their revisions on DynamoDB: a partition for each name, which never expires. */

import { type Json, parseTrusted } from '../json.ts';
import type { MachineRecord, MachineStore, Revision } from '../ports.ts';
import { type DynamoDb, isConditionFailure } from './dynamodb.ts';
import { LIST_INDEX, listPlace, MACHINE_LIST, machineKey, revisionKey } from './keys.ts';
import { deflate, inflate } from './store/deflate.ts';
import { parsePageToken, printPageToken } from './store/page-token.ts';
import { inParallel } from './store/parallel.ts';
import { type Item, queryItems } from './store/query.ts';

const CHUNKS_AT_A_TIME = 8;

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

  /** Puts the machine's record if the condition holds. False: it does not. */
  async function putMachine(
    machine: MachineRecord,
    condition: { ConditionExpression: string; ExpressionAttributeValues?: Item },
  ): Promise<boolean> {
    try {
      await db.call('PutItem', { TableName: table, Item: toItem(machine), ...condition });
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  return {
    async create(machine, revision) {
      await putRevision(machine.name, revision);
      return putMachine(machine, { ConditionExpression: 'attribute_not_exists(pk)' });
    },

    async update(machine, revision, expected) {
      await putRevision(machine.name, revision);
      return putMachine(machine, {
        ConditionExpression: 'revisionId = :expected',
        ExpressionAttributeValues: { ':expected': { S: expected } },
      });
    },

    async get(name) {
      const item = await get({ ...machineKey(name) });
      return item && toMachine(item);
    },

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

    async delete(name) {
      await db.call('DeleteItem', { TableName: table, Key: { ...machineKey(name) } });
    },
  };
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
