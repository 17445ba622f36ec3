/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */

import { answerTask } from '../../runtime/answer-task.ts';
import { defineOperation } from '../operation.ts';
import { text } from '../shape.ts';
import { attemptOf, checkReceipt, requiredTaskToken } from '../task-answer.ts';

export const sendTaskFailure = defineOperation(
  {
    taskToken: requiredTaskToken(),
    error: text({ min: 0, max: 256 }),
    cause: text({ min: 0, max: 32_768 }),
  },
  async (context, { taskToken, error, cause }) => {
    const attempt = attemptOf(context, taskToken);
    const failure = {
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    };
    const answer = { type: 'TaskFailed', failure } as const;
    checkReceipt(await answerTask(context.runtime, attempt, answer, context.newId()));
    return {};
  },
);
