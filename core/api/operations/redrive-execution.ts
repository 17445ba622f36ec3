/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */

import { startedIdOf } from '../executions.ts';
import { requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { redrive } from '../redrive.ts';
import { text } from '../shape.ts';

export const redriveExecution = defineOperation(
  {
    executionArn: requiredArn(),
    clientToken: text({ min: 1, max: 64, pattern: /^[!-~]+$/ }),
  },
  async (context, { executionArn, clientToken }) => {
    const id = await startedIdOf(context, executionArn);
    const at = await redrive(context, { id, ...(clientToken !== undefined && { clientToken }) });
    return { redriveDate: epochSeconds(at) };
  },
);
