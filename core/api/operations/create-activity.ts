/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html */

import { equalJson } from '../../json.ts';
import { activityArn, shownEncryption } from '../activity.ts';
import { completeEncryption, encryptionShape } from '../encryption.ts';
import { ApiError } from '../errors.ts';
import { checkName, requiredName } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { checkTags, tagList } from '../tags.ts';

export const createActivity = defineOperation(
  { name: requiredName(), tags: tagList(), ...encryptionShape },
  async ({ runtime }, { name, tags: given, encryptionConfiguration }) => {
    checkName(name);
    const encryption = completeEncryption(encryptionConfiguration);
    const { ports, settings } = runtime;
    const arn = activityArn(settings.home, name);
    const tags = checkTags(arn, given);
    const wanted = { name, createdAt: ports.clock.now(), encryption };
    const activity = await ports.activities.create(wanted, tags);
    if (!equalJson(shownEncryption(activity), encryption)) {
      throw new ApiError('ActivityAlreadyExists', `Activity Already Exists: '${arn}'`);
    }
    return {
      activityArn: arn,
      creationDate: epochSeconds(activity.createdAt),
    };
  },
);
