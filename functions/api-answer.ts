/** One request of AWS JSON 1.0, answered: from outside, or from a Task that asks something of Step Functions. */

import { randomUUID } from 'node:crypto';
import { dispatch } from '../core/api/dispatch.ts';
import type { Operations } from '../core/api/operations/index.ts';
import type { OwnAnswer } from '../core/aws/own-api.ts';
import type { Runtime } from '../core/runtime/runtime.ts';
import { logError } from './middleware.ts';

interface ApiRequest {
  /** The header `X-Amz-Target`. */
  target: string | undefined;
  body: string;
  requestId?: string;
}

/** @param operations those that are served; absent: all */
export async function answerApi(
  runtime: Runtime,
  { target, body: request, requestId = randomUUID() }: ApiRequest,
  operations?: Operations,
): Promise<OwnAnswer> {
  const context = {
    runtime,
    newId: randomUUID,
    random: Math.random,
    activityWaitMs: Number(process.env.TREADLE_ACTIVITY_WAIT_SECONDS || 0) * 1000,
  };
  const { status, body, fault } = await dispatch(context, target, request, operations);
  if (fault) logError(fault, { requestId });
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId };
  return { status, headers, body };
}
