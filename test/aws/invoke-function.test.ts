/** Calls of functions as they go over the wire. */

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, it } from 'vitest';
import { createInvokeFunction } from '../../core/aws/invoke-function.ts';
import { integrationOf } from '../../core/integrations/index.ts';
import type { TaskRequest } from '../../core/ports.ts';

const RESOURCE = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';

/** The headers that a call arrives with. */
async function headersOf(traceHeader?: string): Promise<IncomingHttpHeaders> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    request.resume();
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const integration = integrationOf(RESOURCE);
  if (!integration) throw new Error('functions are not served');
  const origin = { resource: RESOURCE, executionArn: 'e', stateMachineArn: 'm', attempt: 'a' };
  const request: TaskRequest = {
    ...integration.call({}, origin),
    idempotencyKey: 'a',
    ...(traceHeader !== undefined && { traceHeader }),
  };
  const invoke = createInvokeFunction({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await invoke(request, new AbortController().signal, undefined);
  server.closeAllConnections();
  server.close();
  return seen[0] ?? {};
}

it('a function learns the trace that its caller is part of', async () => {
  expect((await headersOf(TRACE))['x-amzn-trace-id']).toBe(TRACE);
});

it('a function is told of no trace where there is none', async () => {
  expect(await headersOf()).not.toHaveProperty('x-amzn-trace-id');
});
