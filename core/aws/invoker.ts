/** The step function, invoked asynchronously. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */

import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Invoker } from '../ports.ts';

/** @param stepFunction name or ARN of the function that runs steps */
export function createInvoker(client: LambdaClient, stepFunction: string): Invoker {
  return {
    async invoke(message) {
      await client.send(
        new InvokeCommand({
          FunctionName: stepFunction,
          InvocationType: 'Event',
          Payload: Buffer.from(JSON.stringify(message)),
        }),
      );
    },
  };
}
