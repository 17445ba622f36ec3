/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html */

import { requiredArn, wholeMachineOf } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { continuation, issueToken, pageFields, pageSize } from '../page-token.ts';
import { versionArn } from '../publishing.ts';
import { answer } from '../shape.ts';

export const listStateMachineVersions = defineOperation(
  { stateMachineArn: requiredArn(), ...pageFields() },
  async (context, { stateMachineArn: arn, nextToken, maxResults }) => {
    const { machine } = await wholeMachineOf(context, arn);
    const request = ['ListStateMachineVersions', arn];
    const after = continuation(context, request, nextToken);
    const { machines } = context.runtime.ports;
    const { items, next } = await machines.versions(machine, pageSize(maxResults), after);
    return answer({
      stateMachineVersions: items.map(({ number, createdAt }) => ({
        stateMachineVersionArn: versionArn(context, machine.name, number),
        creationDate: epochSeconds(createdAt),
      })),
      nextToken: next === undefined ? undefined : issueToken(context, request, next),
    });
  },
);
