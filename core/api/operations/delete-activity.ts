/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html */

import { activityNameOf, requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';

export const deleteActivity = defineOperation(
  { activityArn: requiredArn() },
  async (context, input) => {
    const name = activityNameOf(context, input.activityArn);
    if (name !== undefined) await context.runtime.ports.activities.delete(name);
    return {};
  },
);
