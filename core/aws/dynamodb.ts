/** DynamoDB as the stores use it: one narrow interface over the low-level API, and its implementation by the AWS SDK. */

import {
  BatchGetItemCommand,
  type BatchGetItemInput,
  type BatchGetItemOutput,
  BatchWriteItemCommand,
  type BatchWriteItemInput,
  type BatchWriteItemOutput,
  type ConsumedCapacity,
  DeleteItemCommand,
  type DeleteItemInput,
  type DeleteItemOutput,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  type GetItemInput,
  type GetItemOutput,
  PutItemCommand,
  type PutItemInput,
  type PutItemOutput,
  QueryCommand,
  type QueryInput,
  type QueryOutput,
  UpdateItemCommand,
  type UpdateItemInput,
  type UpdateItemOutput,
} from '@aws-sdk/client-dynamodb';

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
  client?: DynamoDBClientConfig;
  /** Is told the capacity units that every request took: for counting costs. */
  onConsumed?: (action: Action, units: number) => void;
}

const commands = {
  BatchGetItem: BatchGetItemCommand,
  BatchWriteItem: BatchWriteItemCommand,
  DeleteItem: DeleteItemCommand,
  GetItem: GetItemCommand,
  PutItem: PutItemCommand,
  Query: QueryCommand,
  UpdateItem: UpdateItemCommand,
};

const MAX_ATTEMPTS = 6;
const CONNECTION_TIMEOUT_MS = 2_000;
const REQUEST_TIMEOUT_MS = 10_000;

/** A client for the region and endpoint of the environment (`AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB`), connections kept. */
export function createDynamoDb(options: DynamoDbOptions = {}): DynamoDb & { close(): void } {
  const { onConsumed } = options;
  const client = new DynamoDBClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
    ...options.client,
  });
  const send = client.send.bind(client) as (command: object) => Promise<object>;
  return {
    async call<A extends Action>(action: A, input: Inputs[A]): Promise<Outputs[A]> {
      const Command = commands[action] as new (input: object) => object;
      if (onConsumed === undefined) return (await send(new Command(input))) as Outputs[A];
      const counted = { ...input, ReturnConsumedCapacity: 'TOTAL' };
      const output = (await send(new Command(counted))) as Outputs[A];
      onConsumed(action, unitsOf(output.ConsumedCapacity));
      return output;
    },
    close: () => client.destroy(),
  };
}

/** Whether an error says that an item was not as the request demanded. */
export function isConditionFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

function unitsOf(consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): number {
  return [consumed ?? []].flat().reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
}
