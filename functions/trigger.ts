/** The two other ways in: `POST /stateMachines/{name}/executions`, and an event that a rule of EventBridge hands over. */

import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type StartEvent, startByEvent, startByPath } from '../core/api/start-endpoint.ts';
import { bodyOf, logError, wear } from './middleware.ts';
import { runtime } from './runtime.ts';

const context = { runtime, newId: randomUUID, random: Math.random };

export const handler = wear(
  async (
    event: StartEvent | APIGatewayProxyEventV2,
  ): Promise<APIGatewayProxyStructuredResultV2 | undefined> => {
    if (!('requestContext' in event)) {
      await startByEvent(context, event);
      return undefined;
    }
    const idempotencyKey = event.headers['idempotency-key'];
    const { status, headers, body, fault } = await startByPath(context, {
      stateMachine: decodeURIComponent(event.pathParameters?.name ?? ''),
      body: bodyOf(event),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
    if (fault) logError(fault, { requestId: event.requestContext.requestId });
    return { statusCode: status, headers, body };
  },
);
