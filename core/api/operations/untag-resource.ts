/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html */

import { nothingToTag } from '../errors.ts';
import { requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';
import { requiredTagKeys, taggedResource } from '../tags.ts';

export const untagResource = defineOperation(
  { resourceArn: requiredArn(), tagKeys: requiredTagKeys() },
  async (context, { resourceArn: arn, tagKeys }) => {
    const { kept, name } = taggedResource(context, arn);
    const isDone = await kept.changeTags(name, (before) =>
      before.filter(({ key }) => !tagKeys.includes(key)),
    );
    if (!isDone) throw nothingToTag(arn);
    return {};
  },
);
