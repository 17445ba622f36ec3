/** API Gateway tasks against an endpoint of this machine. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTasks } from '../../core/aws/tasks.ts';
import { invoke } from '../../core/integrations/api-gateway.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Tasks } from '../../core/ports.ts';

let server: Server;
let tasks: Tasks;

beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    const status = url?.startsWith('/refused') ? 403 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    const { authorization = 'none' } = headers;
    response.end(JSON.stringify({ method, url, body, authorization }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  tasks = createTasks(
    { region: 'us-east-1' },
    {
      TREADLE_TASK_ENDPOINT_APIGATEWAY: `http://127.0.0.1:${port}`,
    },
  );
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function run(args: JsonObject, through = tasks) {
  const origin = { resource: '', executionArn: '', stateMachineArn: '', attempt: 'a' };
  const response = await through.call({ ...invoke.call(args, origin), idempotencyKey: 'a' });
  const answered = response.type === 'answered' || response.type === 'refused';
  return answered ? invoke.outcome(response) : response;
}

const ApiEndpoint = 'abc123.execute-api.us-east-1.amazonaws.com';

describe('API Gateway invoke', () => {
  it('sends the body as JSON to the path of the stage', async () => {
    const outcome = await run({
      ApiEndpoint,
      Method: 'POST',
      Stage: 'prod',
      Path: 'orders/7',
      QueryParameters: { tag: ['b', 'a c'] },
      RequestBody: { a: 1 },
    });
    expect(outcome).toMatchObject({
      type: 'TaskSucceeded',
      output: {
        Headers: { 'Content-Type': ['application/json'] },
        ResponseBody: {
          method: 'POST',
          url: '/prod/orders/7?tag=a%20c&tag=b',
          body: '{"a":1}',
          authorization: 'none',
        },
        StatusCode: 200,
        StatusText: 'OK',
      },
    });
  });

  it('signs for the role', async () => {
    const outcome = await run({ ApiEndpoint, Method: 'GET', AuthType: 'IAM_ROLE' });
    expect(outcome).toMatchObject({
      output: {
        ResponseBody: {
          authorization: expect.stringMatching(/\/us-east-1\/execute-api\/aws4_request, /),
        },
      },
    });
  });

  it('fails by the status', async () => {
    expect(await run({ ApiEndpoint, Method: 'GET', Path: '/refused' })).toMatchObject({
      type: 'TaskFailed',
      failure: { error: 'ApiGateway.403', cause: expect.stringContaining('"url":"/refused"') },
    });
  });

  it('calls no host that is not of an API', async () => {
    const direct = createTasks({ region: 'us-east-1' });
    expect(await run({ ApiEndpoint: '169.254.169.254', Method: 'GET' }, direct)).toEqual({
      type: 'unusable',
      reason: expect.stringContaining('<id>.execute-api.<region>.amazonaws.com'),
    });
  });
});
