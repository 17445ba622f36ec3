/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */

import { describeJsonError } from '../../asl/validate/json-error.ts';
import { parseJson } from '../../json.ts';
import { answerTask } from '../../runtime/answer-task.ts';
import { ApiError } from '../errors.ts';
import { inputLimit } from '../execution-input.ts';
import { defineOperation } from '../operation.ts';
import { checkInput, requiredText } from '../shape.ts';
import { attemptOf, checkReceipt, requiredTaskToken } from '../task-answer.ts';

export const sendTaskSuccess = defineOperation(
  { taskToken: requiredTaskToken(), output: requiredText() },
  async (context, { taskToken, output }) => {
    checkInput({ output: requiredText({ max: inputLimit(context.runtime) }) }, { output });
    const error = output.trim() === '' ? { message: 'Invalid output.' } : describeJsonError(output);
    if (error) throw new ApiError('InvalidOutput', `Invalid Output: '${error.message}'`);
    const attempt = attemptOf(context, taskToken);
    const answer = { type: 'TaskSucceeded', output: parseJson(output) } as const;
    checkReceipt(await answerTask(context.runtime, attempt, answer, context.newId()));
    return {};
  },
);
