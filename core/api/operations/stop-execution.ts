/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html */

import { stopExecution as stop } from '../../runtime/stop-execution.ts';
import { executionDoesNotExist } from '../errors.ts';
import { findExecution } from '../executions.ts';
import { requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { text } from '../shape.ts';

export const stopExecution = defineOperation(
  {
    executionArn: requiredArn(),
    error: text({ min: 0, max: 256 }),
    cause: text({ min: 0, max: 32_768 }),
  },
  async (context, { executionArn, error, cause }) => {
    const { id } = await findExecution(context, executionArn);
    const failure = {
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    };
    const stoppedAt = await stop(context.runtime, id, failure, context.newId());
    if (stoppedAt === undefined) throw executionDoesNotExist(executionArn);
    return { stopDate: epochSeconds(stoppedAt) };
  },
);
