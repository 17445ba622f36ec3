/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html */

import { activityArn, activityOf, shownEncryption } from '../activity.ts';
import { requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';

export const describeActivity = defineOperation(
  { activityArn: requiredArn() },
  async (context, input) => {
    const activity = await activityOf(context, input.activityArn);
    const { name, createdAt } = activity;
    return {
      activityArn: activityArn(context.runtime.settings.home, name),
      name,
      creationDate: epochSeconds(createdAt),
      encryptionConfiguration: shownEncryption(activity),
    };
  },
);
