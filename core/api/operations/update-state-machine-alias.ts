/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachineAlias.html */

import {
  aliasDescription,
  aliasIn,
  aliasNamed,
  routingConfiguration,
  routingOf,
} from '../alias.ts';
import { resourceNotFound, validationError } from '../errors.ts';
import { checkActive, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';

export const updateStateMachineAlias = defineOperation(
  {
    stateMachineAliasArn: requiredArn(),
    description: aliasDescription(),
    routingConfiguration: routingConfiguration(),
  },
  async (context, { stateMachineAliasArn: arn, description, routingConfiguration: given }) => {
    if (description === undefined && given === undefined) {
      throw validationError(
        'Either the description or the routing configuration must be specified',
      );
    }
    const named = await aliasNamed(context, arn);
    const routing = given && routingOf(context, given);
    if (!named) throw resourceNotFound();
    const { machine, name } = named;
    checkActive(context, machine);
    if (routing && routing.machine !== machine.name) {
      throw validationError(
        `Routing configuration must contain versions of the state machine ${machine.name}. Received: versions of ${routing.machine}`,
      );
    }
    const { machines, clock } = context.runtime.ports;
    const outcome = await machines.changeAlias(machine, name, (before) => ({
      ...before,
      ...(description !== undefined && { description }),
      ...(routing && { routes: routing.routes }),
      updatedAt: clock.now(),
    }));
    return { updateDate: epochSeconds(aliasIn(outcome).updatedAt) };
  },
);
