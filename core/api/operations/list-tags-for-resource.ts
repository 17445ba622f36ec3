/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html */

import { nothingToTag } from '../errors.ts';
import { requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';
import { taggedResource } from '../tags.ts';

export const listTagsForResource = defineOperation(
  { resourceArn: requiredArn() },
  async (context, { resourceArn: arn }) => {
    const { kept, name } = taggedResource(context, arn);
    const tags = await kept.tags(name);
    if (!tags) throw nothingToTag(arn);
    return { tags: tags.map(({ key, value }) => ({ key, value })) };
  },
);
