/** Workflows on the stand-ins of local mode, which the SDK's own clients set up at the same address; and HTTP Tasks. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { createMachine, ended, historyOf, run, start } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

let treadle: Treadle;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treadle-services-'));
});

afterEach(async () => {
  await treadle.stop();
  rmSync(folder, { recursive: true });
});

function clients() {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const options = { endpoint: treadle.url, region: 'us-east-1', credentials };
  return {
    dynamodb: new DynamoDBClient(options),
    s3: new S3Client(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
  };
}

async function receive(QueueName: string): Promise<string[]> {
  const { sqs } = clients();
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }),
  );
  return Messages.map(({ Body = '' }) => Body);
}

/** @returns the input of the workflow */
async function setUp(): Promise<JsonObject> {
  const { dynamodb, s3, sns, sqs } = clients();
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await s3.send(new CreateBucketCommand({ Bucket: 'prices' }));
  await s3.send(new PutObjectCommand({ Bucket: 'prices', Key: 'tea.json', Body: '{"price":3}' }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'parcels' }));
  const { QueueUrl: mail } = await sqs.send(new CreateQueueCommand({ QueueName: 'mail' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: mail, AttributeNames: ['QueueArn'] }),
  );
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'news' }));
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  return { id: 'o-1', QueueUrl, TopicArn };
}

function task(Resource: string, Parameters: JsonObject, rest: JsonObject): JsonObject {
  return { Type: 'Task', Resource: `arn:aws:states:::${Resource}`, Parameters, ...rest };
}

const shop: JsonObject = {
  StartAt: 'Read',
  States: {
    Read: task(
      'aws-sdk:s3:getObject',
      { Bucket: 'prices', Key: 'tea.json' },
      {
        ResultSelector: { 'price.$': 'States.StringToJson($.Body)' },
        ResultPath: '$.read',
        Next: 'Put',
      },
    ),
    Put: task(
      'dynamodb:putItem',
      {
        TableName: 'orders',
        Item: {
          id: { 'S.$': '$.id' },
          price: { 'N.$': "States.Format('{}', $.read.price.price)" },
        },
      },
      { ResultPath: null, Next: 'Send' },
    ),
    Send: task(
      'sqs:sendMessage',
      { 'QueueUrl.$': '$.QueueUrl', 'MessageBody.$': '$.read' },
      { ResultPath: null, Next: 'Publish' },
    ),
    Publish: task(
      'sns:publish',
      { 'TopicArn.$': '$.TopicArn', Message: 'an order of tea' },
      { ResultPath: null, End: true },
    ),
  },
};

it('runs a workflow on DynamoDB, SQS, SNS and S3, and keeps what they hold over a kill', async () => {
  treadle = await startTreadle({ flags: ['--data', folder] });
  const input = await setUp();
  const end = await run(treadle.sfn, 'shop', shop, input);
  expect({ status: end.status, cause: end.cause }).toEqual({ status: 'SUCCEEDED' });
  expect(await receive('parcels')).toEqual(['{"price":{"price":3}}']);
  const { port } = treadle;
  await treadle.kill();
  treadle = await startTreadle({ flags: ['--data', folder], port });
  const { Item } = await clients().dynamodb.send(
    new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o-1' } } }),
  );
  expect(Item).toEqual({ id: { S: 'o-1' }, price: { N: '3' } });
  expect(await receive('mail')).toEqual(['an order of tea']);
});

it('calls an HTTP endpoint by a connection whose secret the history does not show', async () => {
  const server = createServer((request, response) => {
    if (request.headers['x-key'] !== 'a-secret-key') response.statusCode = 401;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ query: request.url, headers: request.headers }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const ApiKeyAuthParameters = { ApiKeyName: 'X-Key', ApiKeyValue: 'a-secret-key' };
  const prices = { AuthorizationType: 'API_KEY', AuthParameters: { ApiKeyAuthParameters } };
  const file = join(folder, 'connections.json');
  writeFileSync(file, JSON.stringify({ prices }));
  treadle = await startTreadle({
    flags: ['--memory', '--connections', file, '--allow-local-http'],
  });
  const call = (connection: string) => ({
    StartAt: 'Ask',
    States: {
      Ask: task(
        'http:invoke',
        {
          ApiEndpoint: `http://127.0.0.1:${port}/prices`,
          Method: 'GET',
          QueryParameters: { 'item.$': '$.item' },
          Authentication: {
            ConnectionArn: `arn:aws:events:us-east-1:1:connection/${connection}/1`,
          },
        },
        { End: true },
      ),
    },
  });
  const good = await run(treadle.sfn, 'ask', call('prices'), { item: 'black tea' });
  expect(JSON.parse(good.output ?? '{}')).toMatchObject({
    ResponseBody: { query: '/prices?item=black%20tea' },
    StatusCode: 200,
    StatusText: 'OK',
  });
  const history = await historyOf(treadle.sfn, good.executionArn ?? '');
  expect(JSON.stringify(history)).not.toContain('a-secret-key');
  const machine = await createMachine(treadle.sfn, 'ask-nobody', call('nobody'));
  const bad = await ended(treadle.sfn, await start(treadle.sfn, machine, { item: 'x' }));
  expect(bad.error).toBe('Events.ConnectionResource.ResourceNotFound');
  expect(treadle.logs()).not.toContain('a-secret-key');
  server.close();
});
