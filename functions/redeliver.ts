/** Messages that Lambda or the delay queue gave up: delivered anew, later, under the delivery id that failed. */

import type { SQSEvent } from 'aws-lambda';
import type { StepMessage } from '../core/engine/step-record.ts';
import { redeliver } from '../core/runtime/redeliver.ts';
import { eachRecord, wear } from './middleware.ts';
import { runtime } from './runtime.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
interface FailedInvocation {
  requestContext: { requestId: string };
  requestPayload: StepMessage;
}

export const handler = wear((event: SQSEvent) =>
  eachRecord(event, async ({ body, messageId }) => {
    const failed = JSON.parse(body) as FailedInvocation | StepMessage;
    const [message, failedId] =
      'requestPayload' in failed
        ? [failed.requestPayload, failed.requestContext.requestId]
        : [failed, messageId];
    await redeliver(runtime, message, message.deliveryId ?? failedId);
  }),
);
