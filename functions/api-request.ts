/** How the functions that serve the API answer a request: AWS JSON 1.0, from an HTTP API or a function URL. */

import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { dispatch } from '../core/api/dispatch.ts';
import type { Operations } from '../core/api/operations/index.ts';
import { bodyOf, logError } from './middleware.ts';
import { runtime } from './runtime.ts';

const context = {
  runtime,
  newId: randomUUID,
  random: Math.random,
  activityWaitMs: Number(process.env.TREADLE_ACTIVITY_WAIT_SECONDS || 0) * 1000,
};

/** @param operations those that the function serves */
export async function answerRequest(
  event: APIGatewayProxyEventV2,
  operations: Operations,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId } = event.requestContext;
  const target = event.headers['x-amz-target'];
  const { status, body, fault } = await dispatch(context, target, bodyOf(event), operations);
  if (fault) logError(fault, { requestId });
  return {
    statusCode: status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId },
    body,
  };
}
