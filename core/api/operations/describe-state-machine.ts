/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */

import { qualifiedArn, stateMachineArn } from '../../arn.ts';
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
    const { machine, revision, version, alias } = await machineOf(context, input.stateMachineArn);
    const { home } = context.runtime.settings;
    const { name, type, status } = machine;
    const qualifier = alias?.name ?? version?.number;
    const isMetadataOnly = input.includedData === 'METADATA_ONLY';
    return answer({
      stateMachineArn:
        qualifier === undefined ? stateMachineArn(home, name) : qualifiedArn(home, name, qualifier),
      name,
      status,
      // AWS always answers with a definition, an empty one where the caller wants none.
      definition: isMetadataOnly ? '{}' : revision.definition,
      roleArn: revision.roleArn,
      type,
      creationDate: epochSeconds((version ?? machine).createdAt),
      ...shownConfiguration(revision),
      revisionId: shownRevisionId(revision),
      description: version?.description,
      variableReferences: isMetadataOnly
        ? undefined
        : await variableReferencesOf(revision.definition, type),
    });
  },
);
