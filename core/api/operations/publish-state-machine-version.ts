/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html */

import { machineDoesNotExist } from '../errors.ts';
import { machineNameOf, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { publishVersion, versionArn } from '../publishing.ts';
import { text } from '../shape.ts';

export const publishStateMachineVersion = defineOperation(
  {
    stateMachineArn: requiredArn(),
    revisionId: text(),
    description: text({ max: 256 }),
  },
  async (context, { stateMachineArn: arn, revisionId: revision, description }) => {
    const machine = machineNameOf(context, arn);
    if (machine === undefined) throw machineDoesNotExist(arn);
    const version = await publishVersion(context, { machine, arn, description, revision });
    return {
      creationDate: epochSeconds(version.createdAt),
      stateMachineVersionArn: versionArn(context, machine, version.number),
    };
  },
);
