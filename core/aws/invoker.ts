/** The step function, invoked asynchronously. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */

import type { Invoker } from '../ports.ts';
import type { Client } from './client/client.ts';

/**
 * @param lambda a client of Lambda
 * @param stepFunction name or ARN of the function that runs steps
 */
export function createInvoker(lambda: Client, stepFunction: string): Invoker {
  const path = `/2015-03-31/functions/${encodeURIComponent(stepFunction)}/invocations`;
  const headers = { 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' };
  return {
    async invoke(message) {
      await lambda.send({ path, headers, body: JSON.stringify(message) });
    },
  };
}
