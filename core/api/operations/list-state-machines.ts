/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */

import { stateMachineArn } from '../../arn.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { continuation, issueToken, pageFields, pageSize } from '../page-token.ts';
import { answer } from '../shape.ts';

const REQUEST = 'ListStateMachines';

export const listStateMachines = defineOperation(pageFields(), async (context, input) => {
  const { ports, settings } = context.runtime;
  const after = continuation(context, REQUEST, input.nextToken);
  const { items, next } = await ports.machines.list(pageSize(input.maxResults), after);
  return answer({
    stateMachines: items.map(({ name, type, createdAt }) => ({
      stateMachineArn: stateMachineArn(settings.home, name),
      name,
      type,
      creationDate: epochSeconds(createdAt),
    })),
    nextToken: next === undefined ? undefined : issueToken(context, REQUEST, next),
  });
});
