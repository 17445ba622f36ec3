/** The small client, against a server that answers as it is told. */

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../../core/aws/client/client.ts';

interface Scripted {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

const REQUEST = { path: '/', headers: { 'x-amz-target': 'T.Op' }, body: '{"n":"ä"}' };
const BUSY = {
  status: 400,
  body: '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"slow down"}',
};

describe('the client', () => {
  /** Answers in their order; 'hang up' closes the connection instead. */
  let script: (Scripted | 'hang up')[];
  let seen: { headers: IncomingHttpHeaders; body: string }[];
  let client: Client;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    const next = script.shift() ?? { status: 200, body: '{}' };
    if (next === 'hang up') {
      request.socket.destroy();
      return;
    }
    response.writeHead(next.status, next.headers);
    response.end(next.body);
  });

  beforeEach(async () => {
    script = [];
    seen = [];
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    client = createClient('dynamodb', {
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${address.port}`,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    });
  });
  afterEach(async () => {
    client.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('sends the body, signed, and gives the answer', async () => {
    script = [{ status: 200, headers: { 'X-Amzn-RequestId': 'r1' }, body: '{"a":1}' }];
    const answer = await client.send(REQUEST);
    expect(answer).toMatchObject({ status: 200, body: '{"a":1}' });
    expect(answer.headers['x-amzn-requestid']).toBe('r1');
    expect(seen[0]?.body).toBe(REQUEST.body);
    expect(seen[0]?.headers).toMatchObject({
      'content-length': '10',
      'x-amz-target': 'T.Op',
      authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=id\//),
    });
  });

  it.each<[string, Scripted | 'hang up']>([
    ['the service throttles', BUSY],
    ['the service fails', { status: 500, body: 'oops' }],
    ['the service is throttled by its front', { status: 429 }],
    ['the connection is lost', 'hang up'],
  ])('tries again where %s', async (_, failure) => {
    script = [failure, failure];
    await expect(client.send(REQUEST)).resolves.toMatchObject({ status: 200 });
    expect(seen).toHaveLength(3);
  });

  it('gives up after six attempts, with the error of the last', async () => {
    script = Array.from({ length: 6 }, () => BUSY);
    await expect(client.send(REQUEST)).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'slow down',
    });
    expect(seen).toHaveLength(6);
  });

  it.each<[string, string, Scripted]>([
    [
      'in the body',
      'ConditionalCheckFailedException',
      {
        status: 400,
        body: '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no"}',
      },
    ],
    [
      'in a header',
      'ConflictException',
      {
        status: 409,
        headers: { 'x-amzn-ErrorType': 'ConflictException:http://internal.amazon.com/' },
        body: '{"Message":"no"}',
      },
    ],
  ])(
    'names a refusal by the code that stands %s, and does not repeat it',
    async (_, name, answer) => {
      script = [answer];
      await expect(client.send(REQUEST)).rejects.toMatchObject({
        name,
        message: 'no',
        status: answer.status,
      });
      expect(seen).toHaveLength(1);
    },
  );
});
