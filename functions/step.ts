/** One message to an execution: from another step or a schedule directly, from a timer by the delay queue. */

import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { StepMessage } from '../core/engine/step-record.ts';
import { redeliver } from '../core/runtime/redeliver.ts';
import { runStep } from '../core/runtime/run-step.ts';
import { eachRecord, logError, wear } from './middleware.ts';
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
      const deliveryId = message.deliveryId ?? messageId;
      try {
        await runStep(runtime, message, deliveryId);
      } catch (error) {
        // The queue would hide the message for as long as an invocation may last before it gives it out again.
        logError(error, { messageId });
        await redeliver(runtime, message, deliveryId);
      }
    });
  },
);
