/** The API: AWS JSON 1.0 on `POST /`, and what Treadle does with executions beyond AWS on paths of their own. */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { operations } from '../core/api/operations/index.ts';
import { answerRequest } from './api-request.ts';
import { answerPath } from './execution-path.ts';
import { wear } from './middleware.ts';

export const handler = wear((event: APIGatewayProxyEventV2) =>
  event.pathParameters?.id === undefined ? answerRequest(event, operations) : answerPath(event),
);
