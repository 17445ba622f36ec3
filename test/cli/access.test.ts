/** How the CLI stands before endpoints that are not local, and before those that say no. */

import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { treadle } from './treadle.ts';

let server: Server;
let port: number;
let seen: IncomingHttpHeaders[] = [];
let answer = { status: 200, body: '{"stateMachines":[]}' };

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  seen = [];
  answer = { status: 200, body: '{"stateMachines":[]}' };
});

/** Leads to this machine, and is no name that it is known by. */
const foreign = () => `http://0.0.0.0:${port}`;
const env = { AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-central-1' };
const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

it('signs what goes to other machines', async () => {
  const args = ['ls', '--endpoint', foreign()];
  expect(await treadle(args, { env: { ...env, ...keys } })).toMatchObject({ code: 0 });
  expect(seen[0]?.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/states\/aws4_request, /,
  );
});

it('signs nothing that stays on this one', async () => {
  const args = ['ls', '--endpoint', `http://127.0.0.1:${port}`];
  expect(await treadle(args, { env: { ...env, ...keys } })).toMatchObject({ code: 0 });
  expect(seen[0]).not.toHaveProperty('authorization');
});

it('ends with 6 where there is nothing to sign with', async () => {
  const { code, stderr } = await treadle(['ls', '--endpoint', foreign()], { env });
  expect(stderr).toContain('There are no AWS credentials to sign with');
  expect(code).toBe(6);
  expect(seen).toEqual([]);
});

it.each([
  [403, '{"message":"Forbidden"}', 'denies access'],
  [
    400,
    '{"__type":"com.amazon.coral#AccessDeniedException","message":"no"}',
    'denies access: AccessDeniedException no',
  ],
  [503, '', 'failed: HTTP 503'],
])('ends with 6 where the answer is %i', async (status, body, said) => {
  answer = { status, body };
  const { code, stderr } = await treadle(['ls', '--endpoint', `http://127.0.0.1:${port}`], { env });
  expect(stderr).toContain(said);
  expect(code).toBe(6);
});
