/** Tasks against a real DynamoDB, SQS, SNS and S3 of this machine, over the wire. */

import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTasks } from '../../core/aws/tasks.ts';
import { integrationOf } from '../../core/integrations/index.ts';
import type { Outcome } from '../../core/integrations/integration.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { isObject } from '../../core/json.ts';
import { type RunningEngine, startTable } from '../../core/local/table.ts';
import type { TaskResponse, Tasks } from '../../core/ports.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
let engine: RunningEngine;
let fauxqs: FauxqsServer;
let tasks: Tasks;
let attempts = 0;

beforeAll(async () => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
  engine = await startTable({
    name: 'orders',
    region: 'us-east-1',
    folder: undefined,
    onEnd: () => {},
  });
  fauxqs = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  tasks = createTasks(
    { credentials, region: 'us-east-1' },
    {
      TREADLE_TASK_ENDPOINT_DYNAMODB: engine.url,
      TREADLE_TASK_ENDPOINT_SQS: fauxqs.address,
      TREADLE_TASK_ENDPOINT_SNS: fauxqs.address,
      TREADLE_TASK_ENDPOINT_S3: fauxqs.address,
    },
  );
  await run('aws-sdk:dynamodb:createTable', {
    TableName: 'stock',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  });
});

afterAll(async () => {
  await fauxqs?.stop();
  await engine?.close();
});

async function respond(resource: string, args: JsonObject, attempt = `task#${attempts++}`) {
  const arn = `arn:aws:states:::${resource}`;
  const integration = integrationOf(arn);
  if (!integration) throw new Error(`no integration for ${arn}`);
  const origin = { resource: arn, executionArn: 'execution', stateMachineArn: 'machine', attempt };
  const response = await tasks.call({ ...integration.call(args, origin), idempotencyKey: attempt });
  return { integration, response };
}

async function run(resource: string, args: JsonObject): Promise<Outcome | TaskResponse> {
  const { integration, response } = await respond(resource, args);
  const answered = response.type === 'answered' || response.type === 'refused';
  return answered ? integration.outcome(response) : response;
}

async function result(resource: string, args: JsonObject): Promise<JsonObject> {
  const outcome = await run(resource, args);
  if (outcome.type !== 'TaskSucceeded' || !isObject(outcome.output)) {
    throw new Error(`${resource}: ${JSON.stringify(outcome)}`);
  }
  return outcome.output;
}

const failure = (error: string, cause: string) => ({
  type: 'TaskFailed',
  failure: { error, cause: expect.stringMatching(cause) },
});

describe('DynamoDB', () => {
  it('takes a plain text as the value of an attribute and gives the item back', async () => {
    const Item = { id: 'bolt', box: { M: { row: 'seven', tags: { L: ['steel'] } } } };
    await run('dynamodb:putItem', { TableName: 'stock', Item });
    const { Item: item } = await result('dynamodb:getItem', {
      TableName: 'stock',
      Key: { id: 'bolt' },
    });
    expect(item).toEqual({
      id: { S: 'bolt' },
      box: { M: { row: { S: 'seven' }, tags: { L: [{ S: 'steel' }] } } },
    });
  });

  it('shows the answer of an optimized call with its HTTP metadata, and that of an SDK call alone', async () => {
    const args = { TableName: 'stock', Item: { id: { S: 'nut' } } };
    expect(Object.keys(await result('dynamodb:putItem', args))).toEqual([
      'SdkHttpMetadata',
      'SdkResponseMetadata',
    ]);
    expect(await result('aws-sdk:dynamodb:putItem', args)).toEqual({});
  });

  it('fails a condition by the name that each kind of call has for it', async () => {
    const args = {
      TableName: 'stock',
      Item: { id: { S: 'nail' } },
      ConditionExpression: 'attribute_not_exists(id)',
    };
    await run('dynamodb:putItem', args);
    expect(await run('dynamodb:putItem', args)).toEqual(
      failure(
        'DynamoDB.ConditionalCheckFailedException',
        String.raw`^The conditional request failed \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; Request ID: \w+; Proxy: null\)$`,
      ),
    );
    expect(await run('aws-sdk:dynamodb:putItem', args)).toEqual(
      failure(
        'DynamoDb.ConditionalCheckFailedException',
        String.raw`^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: \w+\)$`,
      ),
    );
  });

  it('gives an error that the model does not have the name of the service', async () => {
    const args = { TableName: '/stock', Item: { id: { S: 'x' } } };
    expect(await run('dynamodb:putItem', args)).toEqual(
      failure('DynamoDB.AmazonDynamoDBException', 'Error Code: ValidationException'),
    );
    expect(await run('aws-sdk:dynamodb:putItem', args)).toEqual(
      failure('DynamoDb.DynamoDbException', '^1 validation error detected'),
    );
  });

  it('finds parameters in any case and drops those that are null', async () => {
    await run('dynamodb:putItem', { TableName: 'stock', Item: { id: 'pin' } });
    const { Items } = await result('aws-sdk:dynamodb:query', {
      tablename: 'stock',
      KEYCONDITIONEXPRESSION: 'id = :id',
      ExpressionAttributeValues: { ':id': { s: 'pin' } },
      FilterExpression: null,
    });
    expect(Items).toEqual([{ id: { S: 'pin' } }]);
  });
});

describe('SQS and SNS', () => {
  it('send an object as its JSON', async () => {
    const { QueueUrl = '' } = await result('aws-sdk:sqs:createQueue', { QueueName: 'jobs' });
    const sent = await result('sqs:sendMessage', { QueueUrl, MessageBody: { order: 7 } });
    expect(sent).toHaveProperty('MD5OfMessageBody');
    const { Messages } = await result('aws-sdk:sqs:receiveMessage', { QueueUrl });
    expect(Messages).toEqual([expect.objectContaining({ Body: '{"order":7}' })]);
    expect(Messages).toEqual([
      expect.objectContaining({ Md5OfBody: sent.MD5OfMessageBody as Json }),
    ]);
  });

  it('refuse what is not there', async () => {
    expect(
      await run('sqs:sendMessage', { QueueUrl: `${fauxqs.address}/1/none`, MessageBody: 'x' }),
    ).toEqual(failure('SQS.QueueDoesNotExistException', 'Service: AmazonSQS; Status Code: 400'));
    expect(
      await run('sns:publish', { TopicArn: 'arn:aws:sns:us-east-1:1:none', Message: { a: 1 } }),
    ).toEqual(
      failure(
        'SNS.NotFoundException',
        '^Topic does not exist \\(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; ',
      ),
    );
  });

  it('publish to the subscribers', async () => {
    const { QueueUrl = '' } = await result('aws-sdk:sqs:createQueue', { QueueName: 'listener' });
    const { TopicArn = '' } = await result('aws-sdk:sns:createTopic', { Name: 'news' });
    const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:listener';
    await run('aws-sdk:sns:subscribe', { TopicArn, Protocol: 'sqs', Endpoint });
    expect(await result('sns:publish', { TopicArn, Message: { a: 1 } })).toHaveProperty(
      'MessageId',
    );
    const { Messages } = await result('aws-sdk:sqs:receiveMessage', { QueueUrl });
    const [message] = Messages as JsonObject[];
    expect(JSON.parse(String(message?.Body))).toMatchObject({ Message: '{"a":1}' });
  });
});

describe('S3', () => {
  it('writes an object as its JSON and reads it as text', async () => {
    await run('aws-sdk:s3:createBucket', { Bucket: 'papers' });
    await run('aws-sdk:s3:putObject', { Bucket: 'papers', Key: 'k', Body: { page: 1 } });
    expect(await result('aws-sdk:s3:getObject', { Bucket: 'papers', Key: 'k' })).toMatchObject({
      Body: '{"page":1}',
      ContentLength: 10,
      ContentType: 'text/plain; charset=UTF-8',
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
  });

  it('names both ids of a refusal', async () => {
    expect(await run('aws-sdk:s3:listObjects', { Bucket: 'nobodys' })).toEqual(
      failure(
        'S3.NoSuchBucketException',
        String.raw`\(Service: S3, Status Code: 404, Request ID: \w+, Extended Request ID: \w+\)$`,
      ),
    );
  });
});

it.each([
  ['ecs', 'runTask', true],
  ['dynamodb', 'transactWriteItems', true],
  ['dynamodb', 'putItem', false],
])('%s %s carries a token: %s', async (service, action, carries) => {
  expect(await tasks.carriesToken({ service, action })).toBe(carries);
});

describe('a call that cannot be made', () => {
  it.each([
    ['aws-sdk:s3:getObjekt', {}, "The service 's3' has no action 'getObjekt'"],
    [
      'aws-sdk:s3:getObject',
      { Buket: 'b' },
      'The field "Buket" is not supported by Step Functions',
    ],
    [
      'aws-sdk:sqs:sendMessage',
      { DelaySeconds: 'soon' },
      "The value for the field 'DelaySeconds' must be a NUMBER",
    ],
    ['aws-sdk:pipes:listPipes', {}, /add it to Treadle's dependencies/],
  ])('%s with %j says why', async (resource, args, reason) => {
    const [, service = '', action = ''] = resource.split(':');
    const parameters = args as JsonObject;
    expect(await tasks.check({ service, action, parameters })).toMatch(reason);
    expect(await run(resource, args as JsonObject)).toEqual({
      type: 'unusable',
      reason: expect.stringMatching(reason),
    });
  });

  it('fails as the SDK fails where nothing answers', async () => {
    const lonely = createTasks(
      { credentials, region: 'us-east-1' },
      {
        TREADLE_TASK_ENDPOINT_SNS: 'http://127.0.0.1:1',
      },
    );
    const integration = integrationOf('arn:aws:states:::sns:publish');
    const response = await lonely.call({
      service: 'sns',
      action: 'publish',
      parameters: { Message: 'x' },
      idempotencyKey: 'lonely',
    });
    if (response.type !== 'refused') throw new Error(response.type);
    expect(integration?.outcome(response)).toEqual(
      failure('SNS.SdkClientException', 'ECONNREFUSED'),
    );
  });
});
