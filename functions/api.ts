/** The API: AWS JSON 1.0 on `POST /`. */

import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { dispatch } from '../core/api/dispatch.ts';
import { bodyOf, logError, wear } from './middleware.ts';
import { runtime } from './runtime.ts';

const context = { runtime, newId: randomUUID };

export const handler = wear(
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { status, body, fault } = await dispatch(
      context,
      event.headers['x-amz-target'],
      bodyOf(event),
    );
    if (fault) logError(fault, { requestId: event.requestContext.requestId });
    return {
      statusCode: status,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amzn-requestid': event.requestContext.requestId,
      },
      body,
    };
  },
);
