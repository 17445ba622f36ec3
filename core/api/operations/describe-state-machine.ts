/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */

import { stateMachineArn } from '../../arn.ts';
import { variableReferencesOf } from '../definition.ts';
import { shownConfiguration, shownRevisionId } from '../machine-configuration.ts';
import { machineOf, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { answer, text } from '../shape.ts';

export const describeStateMachine = defineOperation(
  {
    stateMachineArn: requiredArn(),
    includedData: text({ values: ['ALL_DATA', 'METADATA_ONLY'] }),
  },
  async (context, input) => {
    const { machine, revision } = await machineOf(context, input.stateMachineArn);
    const { name, type, status, createdAt } = machine;
    const isMetadataOnly = input.includedData === 'METADATA_ONLY';
    return answer({
      stateMachineArn: stateMachineArn(context.runtime.settings.home, name),
      name,
      status,
      // AWS always answers with a definition, an empty one where the caller wants none.
      definition: isMetadataOnly ? '{}' : revision.definition,
      roleArn: revision.roleArn,
      type,
      creationDate: epochSeconds(createdAt),
      ...shownConfiguration(revision),
      revisionId: shownRevisionId(revision),
      variableReferences: isMetadataOnly
        ? undefined
        : await variableReferencesOf(revision.definition, type),
    });
  },
);
