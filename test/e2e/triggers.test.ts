import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeExecutionCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine, ended, run, until } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

const ACCOUNT = 'arn:aws:states:us-east-1:123456789012';
const folder = mkdtempSync(join(tmpdir(), 'treadle-functions-'));
let treadle: Treadle;
let client: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};

beforeAll(async () => {
  treadle = await startTreadle({ flags: ['--memory', '--functions', folder] });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = { endpoint: treadle.url, region: 'us-east-1', credentials };
});

afterAll(async () => {
  await treadle.stop();
  rmSync(folder, { recursive: true });
});

describe('the start endpoint', () => {
  const post = async (machine: string, body: string, key?: string) => {
    const response = await fetch(`${treadle.url}/stateMachines/${machine}/executions`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.json(),
    };
  };

  it('answers 201 with the ARN of the execution, and the same again', async () => {
    const definition = {
      StartAt: 'Sleep',
      States: { Sleep: { Type: 'Wait', Seconds: 2, End: true } },
    };
    await createMachine(treadle.sfn, 'by-path', definition);
    const executionArn = `${ACCOUNT}:execution:by-path:order-1`;
    const created = { status: 201, type: 'application/json', body: { executionArn } };
    const first = await post('by-path', '{"n":1}', 'order-1');
    expect(first).toMatchObject(created);
    expect(await post('by-path', '{ "n": 1 }', 'order-1')).toEqual(first);
    const conflict = await post('by-path', '{"n":2}', 'order-1');
    expect(conflict).toMatchObject({
      status: 409,
      type: 'application/problem+json',
      body: { status: 409, title: 'Conflict', detail: expect.stringContaining(executionArn) },
    });
    expect((await ended(treadle.sfn, executionArn)).output).toBe('{"n":1}');
  });

  it('takes an empty body for an empty input and names executions itself', async () => {
    await createMachine(treadle.sfn, 'by-path-bare', {
      StartAt: 'Only',
      States: { Only: { Type: 'Pass', End: true } },
    });
    const { status, body } = await post('by-path-bare', '');
    expect(status).toBe(201);
    const { executionArn } = body as { executionArn: string };
    expect((await ended(treadle.sfn, executionArn)).output).toBe('{}');
  });

  it.each([
    ['a machine that is not there', 'nowhere', '{}', 'key', 404, 'Not Found'],
    ['a body that is no JSON', 'problems', '{', 'key', 400, 'Bad Request'],
    ['a key that is no name', 'problems', '{}', 'a key?', 400, 'Bad Request'],
  ])('answers a problem for %s', async (_, machine, body, key, status, title) => {
    if (machine === 'problems') {
      const only = { Only: { Type: 'Succeed' } };
      await createMachine(treadle.sfn, machine, { StartAt: 'Only', States: only });
    }
    const answer = await post(machine, body, key);
    expect(answer).toMatchObject({
      status,
      type: 'application/problem+json',
      body: { status, title, detail: expect.any(String) },
    });
  });
});

describe('an event', () => {
  it('fires the rule of serverless.yml, once though it is delivered twice', async () => {
    const { sfn } = treadle;
    const stateMachineArn = await createMachine(sfn, 'order-saga', {
      StartAt: 'Keep',
      States: { Keep: { Type: 'Pass', End: true } },
    });
    const detail = { orderId: 'o-1' };
    const entry = { Source: 'treadle.example', Detail: JSON.stringify(detail) };
    const { Entries } = await new EventBridgeClient(client).send(
      new PutEventsCommand({
        Entries: [
          { ...entry, DetailType: 'OrderPlaced' },
          { ...entry, DetailType: 'OrderForgotten' },
        ],
      }),
    );
    const id = Entries?.[0]?.EventId ?? '';
    const executionArn = `${ACCOUNT}:execution:order-saga:${id}`;
    const find = async () => {
      const describe = new DescribeExecutionCommand({ executionArn });
      const found = await sfn.send(describe).catch(() => undefined);
      return found?.status === 'SUCCEEDED' ? found : undefined;
    };
    const end = await until('the event started an execution', find);
    expect(JSON.parse(end.output ?? '')).toEqual(detail);
    const again = await new LambdaClient(client).send(
      new InvokeCommand({
        FunctionName: 'treadle-trigger',
        Payload: JSON.stringify({ stateMachine: 'order-saga', id, input: detail }),
      }),
    );
    expect(again.FunctionError).toBeUndefined();
    const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions?.map((execution) => execution.executionArn)).toEqual([executionArn]);
  });
});

describe('--functions', () => {
  it('runs a function as its file is now, and says when it is not there', async () => {
    const { sfn } = treadle;
    const definition = {
      StartAt: 'Call',
      States: {
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:lambda:us-east-1:123456789012:function:greeting',
          End: true,
        },
      },
    };
    const missing = await run(sfn, 'reload-0', definition);
    expect(missing).toMatchObject({ status: 'FAILED', error: 'Lambda.ResourceNotFoundException' });
    writeFileSync(join(folder, 'greeting.ts'), 'export const handler = async (e: object) => e;');
    expect((await run(sfn, 'reload-1', definition, { n: 1 })).output).toBe('{"n":1}');
    writeFileSync(join(folder, 'greeting.ts'), "export const handler = async () => 'changed';");
    expect((await run(sfn, 'reload-2', definition)).output).toBe('"changed"');
    copyFileSync(join(import.meta.dirname, 'functions/broken.mjs'), join(folder, 'broken.mjs'));
    const Resource = definition.States.Call.Resource.replace('greeting', 'broken');
    const broken = { ...definition, States: { Call: { ...definition.States.Call, Resource } } };
    const failed = await run(sfn, 'reload-3', broken);
    expect({ status: failed.status, error: failed.error }).toEqual({
      status: 'FAILED',
      error: 'BadOrder',
    });
    expect(JSON.parse(failed.cause ?? '')).toMatchObject({
      errorType: 'BadOrder',
      errorMessage: 'this order is bad',
    });
  });
});
