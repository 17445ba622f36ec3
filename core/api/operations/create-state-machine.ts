/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */

import { stateMachineArn } from '../../arn.ts';
import { equalJson, type Json } from '../../json.ts';
import type { MachineRecord, Revision } from '../../ports.ts';
import { checkDefinition, requiredDefinition } from '../definition.ts';
import { ApiError } from '../errors.ts';
import {
  checkLogDestination,
  completeConfiguration,
  configurationShape,
  firstConfiguration,
  firstPublishing,
  type ShownConfiguration,
  shownConfiguration,
} from '../machine-configuration.ts';
import {
  checkActive,
  checkName,
  checkRoleArn,
  type FoundMachine,
  findMachine,
  requiredName,
} from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import {
  checkPublishing,
  keptPublishing,
  publishingShape,
  publishVersion,
  versionArn,
} from '../publishing.ts';
import { answer, requiredText, text } from '../shape.ts';
import { checkTags, tagList } from '../tags.ts';

export const createStateMachine = defineOperation(
  {
    name: requiredName(),
    definition: requiredDefinition(),
    roleArn: requiredText({ min: 1, max: 256 }),
    type: text({ values: ['STANDARD', 'EXPRESS'] }),
    tags: tagList(),
    ...configurationShape,
    ...publishingShape(),
  },
  async (context, input) => {
    const { ports, settings } = context.runtime;
    const { name, definition, roleArn } = input;
    const type = input.type === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
    checkName(name);
    checkRoleArn(roleArn);
    const tags = checkTags(stateMachineArn(settings.home, name), input.tags);
    checkPublishing(input);
    const configuration = completeConfiguration(input);
    const publishing = keptPublishing(input);
    await checkDefinition(definition, type);
    await checkLogDestination(context, configuration);

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
      configuration: firstConfiguration(configuration, publishing),
    };
    const arn = stateMachineArn(settings.home, name);
    const isMade = await ports.machines.create(machine, revision, tags);
    const found = isMade ? { machine, revision } : await findMachine(ports, name);
    if (found) checkActive(context, found.machine);
    if (!found || !isSame(found, { definition, type, configuration, publishing })) {
      throw new ApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    }
    // A repetition finds the version of the first time, or makes what the first time died before making.
    const version = input.publish
      ? await publishVersion(context, {
          machine: name,
          arn,
          description: input.versionDescription,
          revision: undefined,
        })
      : undefined;
    return answer({
      stateMachineArn: arn,
      creationDate: epochSeconds(found.machine.createdAt),
      stateMachineVersionArn: version && versionArn(context, name, version.number),
    });
  },
);

/** Role and tags do not count: AWS ignores them when a request is repeated. */
function isSame(
  { machine, revision }: FoundMachine,
  wanted: {
    definition: string;
    type: MachineRecord['type'];
    configuration: ShownConfiguration;
    publishing: Json;
  },
): boolean {
  return (
    machine.type === wanted.type &&
    revision.definition === wanted.definition &&
    equalJson(firstPublishing(revision), wanted.publishing) &&
    equalJson({ ...shownConfiguration(revision) }, { ...wanted.configuration })
  );
}
