/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html */

import { activityArn } from '../activity.ts';
import { ApiError } from '../errors.ts';
import { checkName, requiredName } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { integer, list, structure, text } from '../shape.ts';

export const createActivity = defineOperation(
  {
    name: requiredName(),
    tags: list(structure({ key: text({ min: 1, max: 128 }), value: text({ min: 0, max: 256 }) })),
    encryptionConfiguration: structure({
      type: text({ values: ['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KMS_KEY'] }),
      kmsKeyId: text({ min: 1, max: 2048 }),
      kmsDataKeyReusePeriodSeconds: integer({ min: 60, max: 900 }),
    }),
  },
  async ({ runtime }, { name, encryptionConfiguration: encryption }) => {
    checkName(name);
    if (encryption?.type === 'CUSTOMER_MANAGED_KMS_KEY') {
      throw new ApiError(
        'InvalidEncryptionConfiguration',
        'Invalid Encryption Configuration: Treadle encrypts by the key of its table; give no key of your own',
      );
    }
    const { ports, settings } = runtime;
    const activity = await ports.activities.create({ name, createdAt: ports.clock.now() });
    return {
      activityArn: activityArn(settings.home, name),
      creationDate: epochSeconds(activity.createdAt),
    };
  },
);
