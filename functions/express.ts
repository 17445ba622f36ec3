/** Express executions: those that somebody waits for, by the function's URL, and those that run by themselves. */

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { waitingOperations } from '../core/api/operations/index.ts';
import type { ExpressStart } from '../core/ports.ts';
import { runExpress } from '../core/runtime/run-express.ts';
import { answerRequest } from './api-request.ts';
import { wear } from './middleware.ts';
import { runtime } from './runtime.ts';

export const handler = wear(
  async (
    event: ExpressStart | APIGatewayProxyEventV2,
  ): Promise<APIGatewayProxyStructuredResultV2 | undefined> => {
    if ('requestContext' in event) return answerRequest(event, waitingOperations);
    await runExpress(runtime, event);
    return undefined;
  },
);
