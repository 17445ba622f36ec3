/** Tags: an attribute of the item that they belong to, so that they come and go with it. */

import { Contended, type Tag, type Tagged } from '../../ports.ts';
import { type DynamoDb, isConditionFailure } from '../dynamodb.ts';
import type { Key } from '../keys.ts';
import type { Item } from './query.ts';

/** Others that change the same tags at the same time may win so often. */
const TRIES = 10;

/** Reads and writes the tags of the items that `keyOf` finds. */
export function createTagging(db: DynamoDb, table: string, keyOf: (name: string) => Key): Tagged {
  async function read(name: string): Promise<Item | undefined> {
    const Key = { ...keyOf(name) };
    const { Item } = await db.call('GetItem', { TableName: table, Key, ConsistentRead: true });
    return Item;
  }

  /** False: the tags are no longer the `known` ones. */
  async function write(name: string, tags: Tag[], known: string | undefined): Promise<boolean> {
    const unchanged = known === undefined ? 'attribute_not_exists(tags)' : 'tags = :known';
    try {
      await db.call('UpdateItem', {
        TableName: table,
        Key: { ...keyOf(name) },
        UpdateExpression: 'SET tags = :tags',
        ConditionExpression: `attribute_exists(pk) AND ${unchanged}`,
        ExpressionAttributeValues: {
          ':tags': { S: JSON.stringify(tags) },
          ...(known !== undefined && { ':known': { S: known } }),
        },
      });
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  return {
    async tags(name) {
      const item = await read(name);
      return item && tagsOf(item);
    },

    async changeTags(name, change) {
      for (let tries = 0; tries < TRIES; tries++) {
        const item = await read(name);
        if (!item) return false;
        if (await write(name, change(tagsOf(item)), item.tags?.S)) return true;
      }
      throw new Contended();
    },
  };
}

/** The attributes of a new item that carry its tags. */
export function tagAttributes(tags: Tag[] = []): Item {
  return tags.length === 0 ? {} : { tags: { S: JSON.stringify(tags) } };
}

function tagsOf({ tags }: Item): Tag[] {
  return tags?.S === undefined ? [] : (JSON.parse(tags.S) as Tag[]);
}
