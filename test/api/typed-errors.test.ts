/** Every error of the API arrives at the SDK's client as the class that the SDK has for it. */

import { createServer } from 'node:http';
import * as sfn from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import { dispatch } from '../../core/api/dispatch.ts';
import { ApiError } from '../../core/api/errors.ts';
import { defineOperation } from '../../core/api/operation.ts';
import { ApiWorld } from './api-world.ts';

/** By their names: those that Step Functions declares, and that clients tell apart. */
const classes = Object.entries(sfn).filter(
  ([name, value]) =>
    typeof value === 'function' &&
    value.prototype instanceof sfn.SFNServiceException &&
    name !== 'SFNServiceException',
);

/** What a client makes of such a refusal. */
async function thrownBy(code: string): Promise<unknown> {
  const { context } = new ApiWorld();
  const refuse = defineOperation({}, async () => {
    throw new ApiError(code, 'as it is');
  });
  const server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target']);
    const { status, body } = await dispatch(context, target, '{}', { ListStateMachines: refuse });
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const client = new sfn.SFNClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const error = await client.send(new sfn.ListStateMachinesCommand({})).catch((thrown) => thrown);
  client.destroy();
  server.close();
  return error;
}

it('there are errors to tell apart', () => {
  expect(classes.length).toBeGreaterThan(25);
});

it.each(classes)('%s arrives as its class', async (name, value) => {
  const error = await thrownBy(name);
  expect(error).toBeInstanceOf(value);
  expect(error).toMatchObject({ name, message: 'as it is', $metadata: { httpStatusCode: 400 } });
});
