/** The API: AWS JSON 1.0 on `POST /`. */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { operations } from '../core/api/operations/index.ts';
import { answerRequest } from './api-request.ts';
import { wear } from './middleware.ts';

export const handler = wear((event: APIGatewayProxyEventV2) => answerRequest(event, operations));
