import { mkdtempSync, rmSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemEnvironment, userEnvironment } from '../../core/local/environment.ts';
import { type LocalServer, startLocal } from '../../core/local/index.ts';

const bundles = join(import.meta.dirname, 'fixtures/bundles');
const folder = mkdtempSync(join(tmpdir(), 'treadle-services-'));
let server: LocalServer;

function start(): Promise<LocalServer> {
  return startLocal({ bundles, environment: {}, data: folder });
}

function client(endpoint = server.url) {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  return { endpoint, region: 'us-east-1', credentials };
}

beforeAll(async () => {
  server = await start();
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const orders = {
  TableName: 'orders',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
} as const;

async function receive(sqs: SQSClient, queue: string): Promise<string[]> {
  const QueueUrl = (await sqs.send(new GetQueueUrlCommand({ QueueName: queue }))).QueueUrl;
  const answer = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
  return (answer.Messages ?? []).map(({ Body = '' }) => Body);
}

describe('the address of the server', () => {
  it('serves DynamoDB, in which the own table of the system is not to be seen', async () => {
    const dynamodb = new DynamoDBClient(client());
    await dynamodb.send(
      new CreateTableCommand({
        ...orders,
        AttributeDefinitions: [...orders.AttributeDefinitions],
        KeySchema: [...orders.KeySchema],
      }),
    );
    const Item = { id: { S: 'o-1' }, picture: { B: new Uint8Array([0, 255]) } };
    await dynamodb.send(new PutItemCommand({ TableName: 'orders', Item }));
    const read = new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o-1' } } });
    expect((await dynamodb.send(read)).Item).toEqual(Item);
    const { TableNames } = await dynamodb.send(new ListTablesCommand({}));
    expect(TableNames).toEqual(['orders']);
    await expect(
      dynamodb.send(new GetItemCommand({ TableName: 'treadle', Key: { pk: { S: 'x' } } })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('serves SQS, in which the own queues of the system are not listed', async () => {
    const sqs = new SQSClient(client());
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'parcels' }));
    expect(QueueUrl).toBe(`${server.url}/000000000000/parcels`);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'größer' }));
    expect(await receive(sqs, 'parcels')).toEqual(['größer']);
    expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toEqual([QueueUrl]);
  });

  it('serves SNS, whatever the account in an ARN', async () => {
    const sqs = new SQSClient(client());
    const sns = new SNSClient(client());
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'mail' }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    await sns.send(new CreateTopicCommand({ Name: 'news' }));
    const TopicArn = 'arn:aws:sns:us-east-1:123456789012:news';
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: Attributes?.QueueArn?.replace('000000000000', '123456789012'),
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
    await sns.send(new PublishCommand({ TopicArn, Message: 'hot off the press' }));
    expect(await receive(sqs, 'mail')).toEqual(['hot off the press']);
  });

  it('serves S3, bytes as they are', async () => {
    const s3 = new S3Client(client());
    const Body = new Uint8Array(Array.from({ length: 70_000 }, (_, i) => i % 256));
    await s3.send(new CreateBucketCommand({ Bucket: 'schedules' }));
    const place = { Bucket: 'schedules', Key: 'a folder/ü.bin' };
    await s3.send(new PutObjectCommand({ ...place, Body }));
    const read = await s3.send(new GetObjectCommand(place));
    expect(await read.Body?.transformToByteArray()).toEqual(Body);
    expect((await s3.send(new HeadObjectCommand(place))).ContentLength).toBe(70_000);
    await expect(
      s3.send(new GetObjectCommand({ Bucket: 'schedules', Key: 'none' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('serves S3 by names of buckets below localhost, and no page of another site', async () => {
    const ask = (host: string) =>
      new Promise<number | undefined>((resolve) => {
        const headers = { host, authorization: 'Credential=a/20260101/us-east-1/s3/aws4_request' };
        const [, address = '', port = ''] = /^http:\/\/(.+):(\d+)$/.exec(server.url) ?? [];
        httpGet({ host: address, port, path: '/x', headers }, ({ statusCode }) =>
          resolve(statusCode),
        );
      });
    expect(await ask('schedules.localhost')).toBe(404);
    expect(await ask('schedules.localhost.example.com')).toBe(403);
  });
});

it('keeps what the services hold', async () => {
  const sqs = new SQSClient(client());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'kept' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'patience' }));
  const key = { Bucket: 'kept', Key: 'k' };
  await new S3Client(client()).send(new CreateBucketCommand({ Bucket: 'kept' }));
  await new S3Client(client()).send(new PutObjectCommand({ ...key, Body: 'stays' }));
  await server.close();
  server = await start();
  const { TableNames } = await new DynamoDBClient(client()).send(new ListTablesCommand({}));
  expect(TableNames).toEqual(['orders']);
  expect(await receive(new SQSClient(client()), 'kept')).toEqual(['patience']);
  const { Body } = await new S3Client(client()).send(new GetObjectCommand(key));
  expect(await Body?.transformToString()).toBe('stays');
});

it('forgets it where nothing is kept', async () => {
  const forgetful = await startLocal({ bundles, environment: {} });
  const sqs = new SQSClient(client(forgetful.url));
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toEqual([]);
  await forgetful.close();
});

describe('the endpoints of task calls', () => {
  const options = {
    home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
    url: 'http://here',
    tableUrl: 'http://table',
    retryDelaySeconds: 1,
    tokenSecret: 's',
    outer: { AWS_ENDPOINT_URL_S3: 'http://given' },
  };

  it('lead to this server, and elsewhere where they are given by any name of the service', () => {
    const taskEndpoints = { events: 'http://there', stepfunctions: 'http://there' };
    const environment = systemEnvironment({ ...options, taskEndpoints });
    expect(environment).toMatchObject({
      TREADLE_TASK_ENDPOINT_DYNAMODB: 'http://here',
      TREADLE_TASK_ENDPOINT_SQS: 'http://here',
      TREADLE_TASK_ENDPOINT_EVENTS: 'http://there',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://table',
    });
    expect(environment).not.toHaveProperty('TREADLE_TASK_ENDPOINT_EVENTBRIDGE');
    expect(environment).not.toHaveProperty('TREADLE_TASK_ENDPOINT_SFN');
  });

  it('are those of the functions of users, but for what their environment says', () => {
    expect(userEnvironment({ ...options, taskEndpoints: {} })).toMatchObject({
      AWS_ENDPOINT_URL_DYNAMODB: 'http://here',
      AWS_ENDPOINT_URL_S3: 'http://given',
    });
  });
});
