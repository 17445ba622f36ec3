/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html */

import { activityArn } from '../activity.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { continuation, issueToken, pageFields, pageSize } from '../page-token.ts';
import { answer } from '../shape.ts';

const REQUEST = 'ListActivities';

export const listActivities = defineOperation(pageFields(), async (context, input) => {
  const { ports, settings } = context.runtime;
  const after = continuation(context, REQUEST, input.nextToken);
  const { items, next } = await ports.activities.list(pageSize(input.maxResults), after);
  return answer({
    activities: items.map(({ name, createdAt }) => ({
      activityArn: activityArn(settings.home, name),
      name,
      creationDate: epochSeconds(createdAt),
    })),
    nextToken: next === undefined ? undefined : issueToken(context, REQUEST, next),
  });
});
