/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */

import { nothingToTag } from '../errors.ts';
import { requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';
import { checkTags, requiredTagList, taggedResource } from '../tags.ts';

export const tagResource = defineOperation(
  { resourceArn: requiredArn(), tags: requiredTagList() },
  async (context, { resourceArn: arn, tags }) => {
    const { kept, name } = taggedResource(context, arn);
    const isDone = await kept.changeTags(name, (before) => checkTags(arn, tags, before));
    if (!isDone) throw nothingToTag(arn);
    return {};
  },
);
