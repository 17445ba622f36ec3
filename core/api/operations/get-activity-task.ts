/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */

import { textOf } from '../../json.ts';
import { awaitTask } from '../../runtime/fetch-task.ts';
import { activityOf } from '../activity.ts';
import { requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';
import { answer, text } from '../shape.ts';

export const getActivityTask = defineOperation(
  { activityArn: requiredArn(), workerName: text({ min: 1, max: 80 }) },
  async (context, { activityArn, workerName }) => {
    const { name } = await activityOf(context, activityArn);
    const request = {
      activity: name,
      deliveryId: context.newId(),
      ...(workerName !== undefined && { workerName }),
    };
    const task = await awaitTask(context.runtime, request, context.activityWaitMs ?? 0);
    return answer({
      taskToken: task?.token ?? null,
      input: task && textOf(task.input),
    });
  },
);
