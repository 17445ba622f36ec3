/** Our own functions, invoked asynchronously. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */

import type { Invoker } from '../ports.ts';
import type { Client } from './client/client.ts';

/**
 * @param lambda a client of Lambda
 * @param stepFunction name or ARN of the function that runs steps
 * @param expressFunction of the function that runs Express executions
 */
export function createInvoker(
  lambda: Client,
  stepFunction: string,
  expressFunction: string,
): Invoker {
  const headers = { 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' };
  const send = async (name: string, message: object) => {
    const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
    await lambda.send({ path, headers, body: JSON.stringify(message) });
  };
  return {
    invoke: (message) => send(stepFunction, message),
    startExpress: (start) => send(expressFunction, start),
  };
}
