/** What the operations of task workers share: the token that they show, and what is said of one that comes too late. */

import type { Attempt } from '../ports.ts';
import type { AnswerReceipt } from '../runtime/answer-task.ts';
import { readTaskToken } from '../runtime/task-token.ts';
import { ApiError, invalidToken } from './errors.ts';
import type { ApiContext } from './operation.ts';
import { requiredText } from './shape.ts';

export const requiredTaskToken = () => requiredText({ min: 1, max: 2048 });

/** The attempt that a task token names. @throws {ApiError} InvalidToken */
export function attemptOf({ runtime }: ApiContext, token: string): Attempt {
  const attempt = readTaskToken(runtime.settings.tokenSecret, token);
  if (!attempt) throw invalidToken();
  return attempt;
}

/** @throws {ApiError} TaskTimedOut, TaskDoesNotExist where the answer was not taken */
export function checkReceipt(receipt: AnswerReceipt): void {
  if (receipt === 'over') {
    throw new ApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  }
  if (receipt === 'unknown') {
    throw new ApiError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
  }
}
