import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalServer, startLocal } from '../../core/local/index.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const client = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };

let server: LocalServer;
let edited: string;
let printed = '';

beforeAll(async () => {
  edited = mkdtempSync(join(tmpdir(), 'treadle-functions-'));
  copyFileSync(join(fixtures, 'functions/fails.mjs'), join(edited, 'fails.mjs'));
  server = await startLocal({
    bundles: join(fixtures, 'bundles'),
    functions: [edited, join(fixtures, 'functions')],
    functionTimeoutSeconds: 1,
    environment: {},
    log: (_, text) => {
      printed += text;
    },
  });
});

afterAll(async () => {
  await server.close();
  rmSync(edited, { recursive: true });
});

async function invoke(name: string, payload: unknown, headers: Record<string, string> = {}) {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const response = await fetch(`${server.url}${path}`, { method: 'POST', body, headers });
  const text = await response.text();
  return {
    status: response.status,
    functionError: response.headers.get('x-amz-function-error'),
    errorType: response.headers.get('x-amzn-errortype'),
    body: text === '' ? undefined : JSON.parse(text),
  };
}

describe('the Invoke API', () => {
  it('answers what the function returns, by name and by ARN', async () => {
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:greet';
    const greeting = { greeting: 'hello Ada', functionName: 'greet', hasTime: true };
    expect((await invoke('greet', { name: 'Ada' })).body).toEqual({ ...greeting, arn });
    const qualified = await invoke(`${arn}:prod`, { name: 'Ada' });
    expect(qualified.body).toEqual({ ...greeting, arn: `${arn}:prod` });
  });

  it('hands on the client context', async () => {
    const context = Buffer.from('{"custom":{"key":"k"}}').toString('base64');
    const { body } = await invoke('greet', {}, { 'x-amz-client-context': context });
    expect(body.clientContext).toEqual({ custom: { key: 'k' } });
  });

  it('serves the SDK', async () => {
    const lambda = new LambdaClient({ ...client, endpoint: server.url });
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: 'fails', Payload: '{"how":"throw"}' }),
    );
    expect(answer.FunctionError).toBe('Unhandled');
    const payload = JSON.parse(answer.Payload?.transformToString() ?? '');
    expect(payload).toMatchObject({ errorType: 'TypeError', errorMessage: 'this order is bad' });
  });

  it.each([
    ['throw', { errorType: 'TypeError', errorMessage: 'this order is bad' }],
    ['string', { errorType: 'string', errorMessage: 'just a text', trace: [] }],
    ['late', { errorType: 'Error', errorMessage: 'too late' }],
    [
      'reject',
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: nobody listens' },
    ],
    [
      'exit',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(
          /^RequestId: \S+ Error: Runtime exited with error: exit status 3$/,
        ),
      },
    ],
    [
      'loop',
      {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/Task timed out after 1.00 seconds$/),
      },
    ],
  ])('words the error of a function that fails by %s as Lambda does', async (how, error) => {
    const answer = await invoke('fails', { how });
    expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled', body: error });
  });

  it.each([
    ['bad-import', 'Runtime.ImportModuleError', /Cannot find module .*nowhere\.mjs/],
    ['no-handler', 'Runtime.HandlerNotFound', /^no-handler\.handler is undefined or not exported$/],
  ])('says why %s does not load', async (name, errorType, message) => {
    const { body } = await invoke(name, {});
    expect(body).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
  });

  it('loads a function anew when its file has changed', async () => {
    const file = join(edited, 'counter.mjs');
    writeFileSync(file, 'export const handler = async () => 1;');
    expect((await invoke('counter', {})).body).toBe(1);
    writeFileSync(file, 'export const handler = async () => "two";');
    expect((await invoke('counter', {})).body).toBe('two');
    writeFileSync(file, 'export const handler = ;');
    expect((await invoke('counter', {})).body.errorType).toBe('Runtime.UserCodeSyntaxError');
  });

  it('says that a function is not there', async () => {
    expect(await invoke('nobody', {})).toEqual({
      status: 404,
      functionError: null,
      errorType: 'ResourceNotFoundException',
      body: {
        Type: 'User',
        Message:
          'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:$LATEST',
      },
    });
  });

  it.each([
    ['a body that is no JSON', '{', {}, 400, 'InvalidRequestContentException'],
    [
      'an asynchronous payload above 1 MB',
      { text: 'x'.repeat(1_048_576) },
      { 'x-amz-invocation-type': 'Event' },
      413,
      'RequestEntityTooLargeException',
    ],
    [
      'a synchronous payload above 6 MB',
      { text: 'x'.repeat(6_291_456) },
      {},
      413,
      'RequestEntityTooLargeException',
    ],
    [
      'a client context that is no JSON',
      {},
      { 'x-amz-client-context': 'AA==' },
      400,
      'InvalidRequestContentException',
    ],
  ])('refuses %s', async (_, payload, headers, status, errorType) => {
    expect(await invoke('greet', payload, headers)).toMatchObject({ status, errorType });
  });

  it('takes an asynchronous invocation and a dry run without a body', async () => {
    const event = await invoke('greet', {}, { 'x-amz-invocation-type': 'Event' });
    expect(event).toMatchObject({ status: 202, body: undefined });
    const dryRun = await invoke('greet', {}, { 'x-amz-invocation-type': 'DryRun' });
    expect(dryRun).toMatchObject({ status: 204, body: undefined });
  });
});

describe('the other services', () => {
  it('take schedules of the SDK', async () => {
    const scheduler = new SchedulerClient({ ...client, endpoint: server.url });
    const command = () =>
      new CreateScheduleCommand({
        Name: 'wake',
        GroupName: 'treadle',
        ScheduleExpression: 'at(2999-01-01T00:00:00)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: 'arn:aws:lambda:us-east-1:123456789012:function:treadle-step',
          RoleArn: 'arn:aws:iam::123456789012:role/treadle-schedule',
          Input: '{}',
        },
      });
    expect((await scheduler.send(command())).ScheduleArn).toMatch(/schedule\/treadle\/wake$/);
    await expect(scheduler.send(command())).rejects.toMatchObject({ name: 'ConflictException' });
  });

  it('take messages of the SDK for our queues only', async () => {
    const sqs = new SQSClient({ ...client, endpoint: server.url });
    const send = (queue: string) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: `${server.url}/123456789012/${queue}`,
          MessageBody: '{}',
          DelaySeconds: 900,
        }),
      );
    expect((await send('treadle-timer')).MessageId).toMatch(/^[0-9a-f-]{36}$/);
    await expect(send('other')).rejects.toThrow('The specified queue does not exist.');
  });

  it('take events of the SDK, each by itself', async () => {
    const events = new EventBridgeClient({ ...client, endpoint: server.url });
    const good = { Source: 'test', DetailType: 'Nothing', Detail: '{}' };
    const answer = await events.send(
      new PutEventsCommand({ Entries: [good, { ...good, Detail: 'no JSON' }] }),
    );
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.[0]?.EventId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.Entries?.[1]).toEqual({
      ErrorCode: 'MalformedDetail',
      ErrorMessage: 'Detail is malformed.',
    });
  });

  it('hand API calls to the function api as the HTTP API does', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSStepFunctions.ListStateMachines' },
      body: '{"maxResults":1}',
    });
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(await response.json()).toEqual({
      target: 'AWSStepFunctions.ListStateMachines',
      routeKey: 'POST /',
      body: '{"maxResults":1}',
    });
  });

  it('hand starts by HTTP to the function trigger', async () => {
    const response = await fetch(`${server.url}/stateMachines/my%20orders/executions`, {
      method: 'POST',
      body: '{"a":1}',
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ name: 'my orders', input: '{"a":1}' });
  });
});

/** `fetch` does not send a Host of one's choice. */
function statusOf(headers: Record<string, string>, path = '/'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(server.url, { headers, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('the address', () => {
  it.each([
    [{ host: 'localhost:8083' }, 200],
    [{ host: '127.0.0.1:8083' }, 200],
    [{ host: '[::1]:8083' }, 200],
    [{ host: 'evil.example' }, 403],
    [{ host: '127.0.0.1.evil.example' }, 403],
    [{ host: 'localhost', origin: 'http://localhost:3000' }, 200],
    [{ host: 'localhost', origin: 'https://evil.example' }, 403],
    [{ host: 'localhost', origin: 'null' }, 403],
  ])('answers a request with %j by %i', async (headers, status) => {
    expect(await statusOf(headers)).toBe(status);
  });

  it('may be a proxy in the eyes of a client', async () => {
    const host = 'sync-localhost:8083';
    expect(await statusOf({ host }, `http://${host}/`)).toBe(200);
    expect(await statusOf({ host: 'evil.example' }, 'http://localhost/')).toBe(403);
  });

  it('is refused to a second server', async () => {
    const port = Number(new URL(server.url).port);
    const bundles = join(fixtures, 'bundles');
    await expect(startLocal({ port, bundles, environment: {} })).rejects.toThrow(
      `Port ${port} is taken. Choose another with --port.`,
    );
  });

  it('has printed nothing of its own', () => {
    expect(printed).toBe('');
  });
});
