/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html */

import { stateMachineArn } from '../../arn.ts';
import type { Execution } from '../../engine/execution.ts';
import { rootOf } from '../../engine/execution-id.ts';
import { identityOf } from '../../engine/identity.ts';
import { branchesOf, type Machine, stateOf } from '../../engine/machine.ts';
import { parseMapRunName } from '../../engine/map-run-id.ts';
import { machineOf } from '../../runtime/load-machine.ts';
import { variableReferencesOf } from '../definition.ts';
import { executionDoesNotExist } from '../errors.ts';
import { findExecution } from '../executions.ts';
import { shownConfiguration, shownRevisionId } from '../machine-configuration.ts';
import { shownMapRunArn } from '../map-runs.ts';
import { requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { answer, text } from '../shape.ts';

export const describeStateMachineForExecution = defineOperation(
  {
    executionArn: requiredArn(),
    includedData: text({ values: ['ALL_DATA', 'METADATA_ONLY'] }),
  },
  async (context, input) => {
    const { ports, settings } = context.runtime;
    const { id, mapRun } = await findExecution(context, input.executionArn);
    const { machine } = rootOf(id);
    const last = await ports.store.latest(id);
    const revision = last && (await ports.machines.revision(machine, last.state.revision));
    if (!revision) throw executionDoesNotExist(input.executionArn);
    const { machine: name } = identityOf(last.state);
    const definition = mapRun
      ? processorText(await machineOf(context.runtime, last.state), last.state)
      : revision.definition;
    const isMetadataOnly = input.includedData === 'METADATA_ONLY';
    return answer({
      stateMachineArn: stateMachineArn(settings.home, name),
      name,
      definition: isMetadataOnly ? '{}' : definition,
      roleArn: revision.roleArn,
      updateDate: epochSeconds(revision.updatedAt),
      ...shownConfiguration(revision),
      mapRunArn: mapRun && shownMapRunArn(settings.home, mapRun.name),
      label: mapRun && parseMapRunName(mapRun.name)?.label,
      revisionId: shownRevisionId(revision),
      variableReferences: isMetadataOnly ? undefined : await variableReferencesOf(definition),
    });
  },
);

/** The ItemProcessor that the child of a Map Run runs by, as a definition. */
function processorText(machine: Machine, { child }: Execution): string {
  const [processor] = child ? branchesOf(stateOf(machine, child.state)) : [];
  const { QueryLanguage } = machine.definition;
  return JSON.stringify({ ...(QueryLanguage && { QueryLanguage }), ...processor });
}
