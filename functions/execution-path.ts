/** How the function api answers what concerns one execution and is no operation of AWS. */

import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { forkByPath, redriveByPath } from '../core/api/execution-endpoint.ts';
import { bodyOf, logError } from './middleware.ts';
import { runtime } from './runtime.ts';

const context = { runtime, newId: randomUUID, random: Math.random };

/** Answers `POST /executions/{id}/redrive` and `POST /executions/{id}/fork`. */
export async function answerPath(
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId } = event.requestContext;
  const answer = event.routeKey.endsWith('/fork') ? forkByPath : redriveByPath;
  const id = decodeURIComponent(event.pathParameters?.id ?? '');
  const { status, headers, body, fault } = await answer(context, { id, body: bodyOf(event) });
  if (fault) logError(fault, { requestId });
  return { statusCode: status, headers: { ...headers, 'x-amzn-requestid': requestId }, body };
}
