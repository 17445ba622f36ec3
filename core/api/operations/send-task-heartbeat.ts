/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html */

import { beatTask } from '../../runtime/answer-task.ts';
import { defineOperation } from '../operation.ts';
import { attemptOf, checkReceipt, requiredTaskToken } from '../task-answer.ts';

export const sendTaskHeartbeat = defineOperation(
  { taskToken: requiredTaskToken() },
  async (context, { taskToken }) => {
    checkReceipt(await beatTask(context.runtime, attemptOf(context, taskToken)));
    return {};
  },
);
