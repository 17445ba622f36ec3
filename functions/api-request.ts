/** How the functions that serve the API answer a request: AWS JSON 1.0, from an HTTP API or a function URL. */

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Operations } from '../core/api/operations/index.ts';
import { answerApi } from './api-answer.ts';
import { bodyOf } from './middleware.ts';
import { runtime } from './runtime.ts';

/** @param operations those that the function serves */
export async function answerRequest(
  event: APIGatewayProxyEventV2,
  operations: Operations,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId } = event.requestContext;
  const target = event.headers['x-amz-target'];
  const request = { target, body: bodyOf(event), requestId };
  const { status, headers, body } = await answerApi(runtime, request, operations);
  return { statusCode: status, headers, body };
}
