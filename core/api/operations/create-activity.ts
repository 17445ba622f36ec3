/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html */

import { activityArn } from '../activity.ts';
import { ApiError } from '../errors.ts';
import { checkName, requiredName } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { integer, structure, text } from '../shape.ts';
import { checkTags, tagList } from '../tags.ts';

export const createActivity = defineOperation(
  {
    name: requiredName(),
    tags: tagList(),
    encryptionConfiguration: structure({
      type: text({ values: ['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KMS_KEY'] }),
      kmsKeyId: text({ min: 1, max: 2048 }),
      kmsDataKeyReusePeriodSeconds: integer({ min: 60, max: 900 }),
    }),
  },
  async ({ runtime }, { name, tags: given, encryptionConfiguration: encryption }) => {
    checkName(name);
    if (encryption?.type === 'CUSTOMER_MANAGED_KMS_KEY') {
      throw new ApiError(
        'InvalidEncryptionConfiguration',
        'Invalid Encryption Configuration: Treadle encrypts by the key of its table; give no key of your own',
      );
    }
    const { ports, settings } = runtime;
    const arn = activityArn(settings.home, name);
    const tags = checkTags(arn, given);
    const activity = await ports.activities.create({ name, createdAt: ports.clock.now() }, tags);
    return {
      activityArn: arn,
      creationDate: epochSeconds(activity.createdAt),
    };
  },
);
