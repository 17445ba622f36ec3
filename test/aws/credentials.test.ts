/** Roles of calls, with an STS that says who asked for which role, over the wire. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdentities, RoleNotAssumed } from '../../core/aws/credentials.ts';
import { createTasks } from '../../core/aws/tasks.ts';
import type { Authority, TaskResponse } from '../../core/ports.ts';

const HOUR_MS = 3_600_000;
const MACHINE = 'arn:aws:iam::123456789012:role/machine';
const TASK = 'arn:aws:iam::210987654321:role/task';
const authority: Authority = { machine: 'orders', machineRole: MACHINE, taskRole: TASK };

describe('the identity of a call', () => {
  let now = 0;
  /** Who asked for which role. */
  let asked: string[];
  const answer = (role: string): TaskResponse => ({
    type: 'answered',
    status: 200,
    headers: {},
    output: {
      Credentials: {
        AccessKeyId: `key of ${role}`,
        SecretAccessKey: 's',
        SessionToken: 't',
        Expiration: now + HOUR_MS,
      },
    },
  });
  const identities = (setting?: string, sts: (role: string) => TaskResponse = answer) =>
    createIdentities(
      setting === undefined ? {} : { TREADLE_ASSUME_ROLES: setting },
      async ({ parameters }, _signal, by) => {
        const who = (await by?.credentials())?.accessKeyId ?? 'ourselves';
        asked.push(`${who}: ${parameters.RoleArn} as ${parameters.RoleSessionName}`);
        return sts(String(parameters.RoleArn));
      },
      () => now,
    );

  beforeEach(() => {
    now = 0;
    asked = [];
  });

  it('is our own where no Credentials are given', () => {
    const identityOf = identities();
    expect(identityOf(undefined)).toBeUndefined();
    expect(identityOf({ machine: 'orders', machineRole: MACHINE })).toBeUndefined();
  });

  it('is the role of the Credentials', async () => {
    const credentials = await identities()(authority)?.credentials();
    expect(credentials?.accessKeyId).toBe(`key of ${TASK}`);
    expect(asked).toEqual([`ourselves: ${TASK} as treadle-orders`]);
  });

  it("is the machine's role where the stack says so, which then assumes the task's", async () => {
    const identityOf = identities('all');
    const { machine, machineRole } = authority;
    const own = await identityOf({ machine, machineRole })?.credentials();
    expect(own?.accessKeyId).toBe(`key of ${MACHINE}`);
    const task = await identityOf(authority)?.credentials();
    expect(task?.accessKeyId).toBe(`key of ${TASK}`);
    expect(asked).toEqual([
      `ourselves: ${MACHINE} as treadle-orders`,
      `key of ${MACHINE}: ${TASK} as treadle-orders`,
    ]);
  });

  it('is our own where the stack assumes no roles', () => {
    expect(identities('none')(authority)).toBeUndefined();
  });

  it('is asked for once, until five minutes before it expires', async () => {
    const identityOf = identities();
    await Promise.all([identityOf(authority), identityOf(authority)].map((i) => i?.credentials()));
    now = HOUR_MS - 300_001;
    await identityOf(authority)?.credentials();
    expect(asked).toHaveLength(1);
    now++;
    await identityOf(authority)?.credentials();
    expect(asked).toHaveLength(2);
  });

  it('is not that of another machine', async () => {
    const identityOf = identities();
    await identityOf(authority)?.credentials();
    await identityOf({ ...authority, machine: 'größe und mehr'.repeat(5) })?.credentials();
    expect(asked[1]?.split(' as ')[1]).toMatch(/^treadle-gr--e-und-mehr[\w-]{42}$/);
  });

  it('says that a role may not be assumed, and asks again the next time', async () => {
    const refused = (code: string, status: number): TaskResponse => ({
      type: 'refused',
      status,
      code,
      message: 'no',
      requestId: 'r',
    });
    const responses = [
      refused('AccessDenied', 403),
      refused('Throttling', 400),
      refused('ServiceUnavailable', 503),
    ];
    const identityOf = identities('tasks', (role) => responses.shift() ?? answer(role));
    const outcome = async () => {
      try {
        return (await identityOf(authority)?.credentials())?.accessKeyId;
      } catch (error) {
        if (error instanceof RoleNotAssumed) return error.response;
        throw error;
      }
    };
    expect(await outcome()).toEqual({
      type: 'forbidden',
      reason:
        'no (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: r; Proxy: null)',
    });
    expect(await outcome()).toEqual(refused('Throttling', 400));
    expect(await outcome()).toEqual(refused('ServiceUnavailable', 503));
    expect(await outcome()).toBe(`key of ${TASK}`);
  });

  it('cannot be anything else', () => {
    expect(() => identities('yes')).toThrow(
      'TREADLE_ASSUME_ROLES must be tasks, all or none, not "yes"',
    );
  });
});

describe('calls under a role', () => {
  let server: Server;
  let url: string;
  /** Who signed which request. */
  const seen: string[] = [];

  beforeAll(async () => {
    process.env.AWS_REGION = 'us-east-1';
    process.env.AWS_ACCESS_KEY_ID = 'ours';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
    server = createServer(async (request, response) => {
      const chunks = await request.toArray();
      const body = new URLSearchParams(Buffer.concat(chunks).toString());
      const key = /Credential=([^/]+)/.exec(String(request.headers.authorization))?.[1];
      const what = String(request.headers['x-amz-target'] ?? body.get('Action') ?? request.url);
      seen.push(`${key} ${what}`);
      if (what !== 'AssumeRole') return response.end('{}');
      if (body.get('RoleArn') === TASK) return response.end(ASSUMED);
      response.writeHead(403, { 'x-amzn-requestid': 'r-1' });
      response.end(DENIED);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    seen.length = 0;
  });

  afterAll(() => server.close());

  const tasks = () =>
    createTasks(
      { endpoint: url },
      { TREADLE_TASK_ENDPOINT_STS: url, TREADLE_TASK_ENDPOINT_DYNAMODB: url },
    );
  const list = { service: 'dynamodb', action: 'listTables', parameters: {}, idempotencyKey: 'k' };
  const invoke = {
    service: 'lambda',
    action: 'Invoke',
    parameters: { FunctionName: 'f' },
    idempotencyKey: 'k',
  };

  it('are signed by what STS gave, those without as ourselves', async () => {
    const { call } = tasks();
    await call({ ...list, authority });
    await call({ ...invoke, authority });
    await call(list);
    await call({ ...invoke, authority: { machine: 'orders', machineRole: MACHINE } });
    expect(seen).toEqual([
      'ours AssumeRole',
      'assumed DynamoDB_20120810.ListTables',
      'assumed /2015-03-31/functions/f/invocations',
      'ours DynamoDB_20120810.ListTables',
      'ours /2015-03-31/functions/f/invocations',
    ]);
  });

  it('are not made where the role may not be assumed', async () => {
    const response = await tasks().call({
      ...list,
      authority: { ...authority, taskRole: 'other' },
    });
    expect(response).toEqual({
      type: 'forbidden',
      reason:
        'User: arn:aws:iam::123456789012:user/u is not authorized to perform: sts:AssumeRole (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: r-1; Proxy: null)',
    });
    expect(seen).toEqual(['ours AssumeRole']);
  });
});

const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>assumed</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

const DENIED = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>
<Message>User: arn:aws:iam::123456789012:user/u is not authorized to perform: sts:AssumeRole</Message></Error>
<RequestId>r-1</RequestId></ErrorResponse>`;
