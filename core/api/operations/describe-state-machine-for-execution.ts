/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html */

import { stateMachineArn } from '../../arn.ts';
import { rootOf } from '../../engine/execution-id.ts';
import { variableReferencesOf } from '../definition.ts';
import { executionDoesNotExist } from '../errors.ts';
import { shownConfiguration, shownRevisionId } from '../machine-configuration.ts';
import { executionIdOf, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { answer, text } from '../shape.ts';

export const describeStateMachineForExecution = defineOperation(
  {
    executionArn: requiredArn(),
    includedData: text({ values: ['ALL_DATA', 'METADATA_ONLY'] }),
  },
  async (context, input) => {
    const { ports, settings } = context.runtime;
    const id = executionIdOf(context, input.executionArn);
    const { machine } = rootOf(id);
    const last = await ports.store.latest(id);
    const revision = last && (await ports.machines.revision(machine, last.state.revision));
    if (!revision) throw executionDoesNotExist(input.executionArn);
    const isMetadataOnly = input.includedData === 'METADATA_ONLY';
    return answer({
      stateMachineArn: stateMachineArn(settings.home, machine),
      name: machine,
      definition: isMetadataOnly ? '{}' : revision.definition,
      roleArn: revision.roleArn,
      updateDate: epochSeconds(revision.updatedAt),
      ...shownConfiguration(revision),
      revisionId: shownRevisionId(revision),
      variableReferences: isMetadataOnly
        ? undefined
        : await variableReferencesOf(revision.definition),
    });
  },
);
