/** One message to an execution: from another step or a schedule directly, from a timer by the delay queue. */

import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { StepMessage } from '../core/engine/step-record.ts';
import { runStep } from '../core/runtime/run-step.ts';
import { eachRecord, wear } from './middleware.ts';
import { runtime } from './runtime.ts';

export const handler = wear(
  async (
    event: StepMessage | SQSEvent,
    context: Context,
  ): Promise<SQSBatchResponse | undefined> => {
    if (!('Records' in event)) {
      await runStep(runtime, event, event.deliveryId ?? context.awsRequestId);
      return undefined;
    }
    return eachRecord(event, async ({ body, messageId }) => {
      const message = JSON.parse(body) as StepMessage;
      await runStep(runtime, message, message.deliveryId ?? messageId);
    });
  },
);
