/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */

import { stateMachineArn } from '../../arn.ts';
import { equalJson } from '../../json.ts';
import type { MachineRecord, Revision } from '../../ports.ts';
import { checkDefinition, requiredDefinition } from '../definition.ts';
import { ApiError } from '../errors.ts';
import {
  completeConfiguration,
  configurationShape,
  keptConfiguration,
  type ShownConfiguration,
  shownConfiguration,
} from '../machine-configuration.ts';
import { checkName, checkRoleArn, type FoundMachine, findMachine, requiredName } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { publishingShape, refusePublishing } from '../publishing.ts';
import { list, requiredText, structure, text } from '../shape.ts';

export const createStateMachine = defineOperation(
  {
    name: requiredName(),
    definition: requiredDefinition(),
    roleArn: requiredText({ min: 1, max: 256 }),
    type: text({ values: ['STANDARD', 'EXPRESS'] }),
    tags: list(structure({ key: text({ min: 1, max: 128 }), value: text({ min: 0, max: 256 }) })),
    ...configurationShape,
    ...publishingShape(),
  },
  async (context, input) => {
    const { ports, settings } = context.runtime;
    const { name, definition, roleArn } = input;
    const type = input.type === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
    checkName(name);
    checkRoleArn(roleArn);
    refusePublishing(input);
    const configuration = completeConfiguration(input);
    await checkDefinition(definition, type);

    const now = ports.clock.now();
    const id = context.newId();
    const machine: MachineRecord = {
      name,
      type,
      status: 'ACTIVE',
      createdAt: now,
      revisionId: id,
    };
    const revision: Revision = {
      id,
      definition,
      roleArn,
      updatedAt: now,
      configuration: keptConfiguration(configuration, true),
    };
    const arn = stateMachineArn(settings.home, name);
    if (await ports.machines.create(machine, revision)) {
      return { stateMachineArn: arn, creationDate: epochSeconds(now) };
    }
    const existing = await findMachine(ports, name);
    if (!existing || !isSame(existing, { definition, type, configuration })) {
      throw new ApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    }
    return { stateMachineArn: arn, creationDate: epochSeconds(existing.machine.createdAt) };
  },
);

/** Role and tags do not count: AWS ignores them when a request is repeated. */
function isSame(
  { machine, revision }: FoundMachine,
  wanted: { definition: string; type: MachineRecord['type']; configuration: ShownConfiguration },
): boolean {
  return (
    machine.type === wanted.type &&
    revision.definition === wanted.definition &&
    equalJson({ ...shownConfiguration(revision) }, { ...wanted.configuration })
  );
}
