/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html */

import { equalJson, type JsonObject } from '../../json.ts';
import type { Revision } from '../../ports.ts';
import { checkDefinition, optionalDefinition } from '../definition.ts';
import { ApiError, conflict } from '../errors.ts';
import {
  type Configuration,
  checkLogDestination,
  completeConfiguration,
  configurationShape,
  shownConfiguration,
  shownRevisionId,
} from '../machine-configuration.ts';
import { checkActive, checkRoleArn, optionalArn, requiredArn, wholeMachineOf } from '../names.ts';
import { type ApiContext, defineOperation, epochSeconds } from '../operation.ts';
import { checkPublishing, checkQuota, publishingShape, versionArn } from '../publishing.ts';
import { answer } from '../shape.ts';

interface Change extends Configuration {
  stateMachineArn: string;
  definition: string | undefined;
  roleArn: string | undefined;
  publish: boolean | undefined;
  versionDescription: string | undefined;
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
    checkPublishing(input);
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
      const done = updated && (await publishAfter(context, updated, input));
      if (done) return done;
    }
    throw conflict('The state machine is being updated by other requests. Try again.');
  },
);

interface Updated {
  machine: string;
  revision: Revision;
}

/** The answer, after the revision was published where that is asked for; `undefined` when another update came in between. */
async function publishAfter(
  context: ApiContext,
  { machine, revision }: Updated,
  { publish, versionDescription: description }: Change,
): Promise<JsonObject | undefined> {
  const { machines, clock } = context.runtime.ports;
  const published = publish
    ? await machines.publish(machine, {
        createdAt: clock.now(),
        expected: revision.id,
        ...(description !== undefined && { description }),
      })
    : undefined;
  if (published && published.outcome !== 'published') return undefined;
  return answer({
    updateDate: epochSeconds(revision.updatedAt),
    revisionId: shownRevisionId(revision),
    stateMachineVersionArn: published && versionArn(context, machine, published.version.number),
  });
}

/** The machine with its revision after the change; `undefined` when another update came in between. */
async function update(context: ApiContext, change: Change): Promise<Updated | undefined> {
  const { machines, clock } = context.runtime.ports;
  const { machine, revision: before } = await wholeMachineOf(context, change.stateMachineArn);
  checkActive(context, machine);
  const { definition = before.definition, roleArn = before.roleArn } = change;
  const configuration = completeConfiguration(change, shownConfiguration(before));
  if (change.definition !== undefined) await checkDefinition(definition, machine.type);
  await checkLogDestination(context, configuration, shownConfiguration(before));
  const isUnchanged =
    definition === before.definition &&
    roleArn === before.roleArn &&
    equalJson({ ...configuration }, { ...shownConfiguration(before) });
  if (isUnchanged) return { machine: machine.name, revision: before };
  const after: Revision = {
    id: context.newId(),
    definition,
    roleArn,
    updatedAt: clock.now(),
    configuration: { ...configuration },
  };
  if (change.publish) await checkQuota(context, { machine, revision: after });
  const isDone = await machines.update({ ...machine, revisionId: after.id }, after, before.id);
  return isDone ? { machine: machine.name, revision: after } : undefined;
}
