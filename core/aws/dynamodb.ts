/** DynamoDB as the stores use it: one narrow interface over the low-level API, and its implementation. */

import type {
  BatchGetItemInput,
  BatchGetItemOutput,
  BatchWriteItemInput,
  BatchWriteItemOutput,
  ConsumedCapacity,
  DeleteItemInput,
  DeleteItemOutput,
  GetItemInput,
  GetItemOutput,
  PutItemInput,
  PutItemOutput,
  QueryInput,
  QueryOutput,
  UpdateItemInput,
  UpdateItemOutput,
} from '@aws-sdk/client-dynamodb';
import { fromWire, toWire } from './client/binary.ts';
import { type ClientOptions, createClient } from './client/client.ts';

export type { AttributeValue, QueryInput, WriteRequest } from '@aws-sdk/client-dynamodb';

interface Inputs {
  BatchGetItem: BatchGetItemInput;
  BatchWriteItem: BatchWriteItemInput;
  DeleteItem: DeleteItemInput;
  GetItem: GetItemInput;
  PutItem: PutItemInput;
  Query: QueryInput;
  UpdateItem: UpdateItemInput;
}

interface Outputs {
  BatchGetItem: BatchGetItemOutput;
  BatchWriteItem: BatchWriteItemOutput;
  DeleteItem: DeleteItemOutput;
  GetItem: GetItemOutput;
  PutItem: PutItemOutput;
  Query: QueryOutput;
  UpdateItem: UpdateItemOutput;
}

export type Action = keyof Inputs;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html */
export interface DynamoDb {
  /** Makes one request, repeated where DynamoDB was busy or the answer was lost. */
  call<A extends Action>(action: A, input: Inputs[A]): Promise<Outputs[A]>;
}

export interface DynamoDbOptions {
  client?: ClientOptions;
  /** Is told the capacity units that every request took: for counting costs. */
  onConsumed?: (action: Action, units: number) => void;
}

/** A client for the region and endpoint of the environment (`AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB`), connections kept. */
export function createDynamoDb(options: DynamoDbOptions = {}): DynamoDb & { close(): void } {
  const { onConsumed } = options;
  const client = createClient('dynamodb', options.client);

  async function send<A extends Action>(action: A, input: object): Promise<Outputs[A]> {
    const { body } = await client.send({
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${action}`,
      },
      body: JSON.stringify(toWire(input)),
    });
    return fromWire(JSON.parse(body)) as Outputs[A];
  }

  return {
    async call(action, input) {
      if (onConsumed === undefined) return send(action, input);
      const output = await send(action, { ...input, ReturnConsumedCapacity: 'TOTAL' });
      onConsumed(action, unitsOf(output.ConsumedCapacity));
      return output;
    },
    close: client.close,
  };
}

/** Whether an error says that an item was not as the request demanded. */
export function isConditionFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

function unitsOf(consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): number {
  return [consumed ?? []].flat().reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
}
