/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html */

import { equalJson, type JsonObject } from '../../json.ts';
import type { Revision } from '../../ports.ts';
import { checkDefinition, optionalDefinition } from '../definition.ts';
import { ApiError } from '../errors.ts';
import {
  type Configuration,
  completeConfiguration,
  configurationShape,
  keptConfiguration,
  shownConfiguration,
  shownRevisionId,
} from '../machine-configuration.ts';
import { checkRoleArn, machineOf, optionalArn, requiredArn } from '../names.ts';
import { type ApiContext, defineOperation, epochSeconds } from '../operation.ts';
import { publishingShape, refusePublishing } from '../publishing.ts';
import { answer } from '../shape.ts';

interface Change extends Configuration {
  stateMachineArn: string;
  definition: string | undefined;
  roleArn: string | undefined;
}

/** Others that update the same machine at the same time may win so often before the request gives up. */
const TRIES = 5;

export const updateStateMachine = defineOperation(
  {
    stateMachineArn: requiredArn(),
    definition: optionalDefinition(),
    roleArn: optionalArn(),
    ...configurationShape,
    ...publishingShape(),
  },
  async (context, input) => {
    const { definition, roleArn } = input;
    refusePublishing(input);
    if (
      definition === undefined &&
      roleArn === undefined &&
      !input.loggingConfiguration &&
      !input.tracingConfiguration &&
      !input.encryptionConfiguration
    ) {
      throw new ApiError(
        'MissingRequiredParameter',
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    }
    if (roleArn !== undefined) checkRoleArn(roleArn);
    for (let tries = 0; tries < TRIES; tries++) {
      const updated = await update(context, input);
      if (updated) return shown(updated);
    }
    throw new ApiError(
      'ConflictException',
      'The state machine is being updated by other requests. Try again.',
    );
  },
);

/** The revision after the change; `undefined` when another update came in between. */
async function update(context: ApiContext, change: Change): Promise<Revision | undefined> {
  const { machines, clock } = context.runtime.ports;
  const { machine, revision: before } = await machineOf(context, change.stateMachineArn);
  const { definition = before.definition, roleArn = before.roleArn } = change;
  const configuration = completeConfiguration(change, shownConfiguration(before));
  if (change.definition !== undefined) await checkDefinition(definition, machine.type);
  const isUnchanged =
    definition === before.definition &&
    roleArn === before.roleArn &&
    equalJson({ ...configuration }, { ...shownConfiguration(before) });
  if (isUnchanged) return before;
  const after: Revision = {
    id: context.newId(),
    definition,
    roleArn,
    updatedAt: clock.now(),
    configuration: keptConfiguration(configuration, false),
  };
  const isDone = await machines.update({ ...machine, revisionId: after.id }, after, before.id);
  return isDone ? after : undefined;
}

function shown(revision: Revision): JsonObject {
  return answer({
    updateDate: epochSeconds(revision.updatedAt),
    revisionId: shownRevisionId(revision),
  });
}
