/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html */

import { equalJson } from '../../json.ts';
import type { Alias } from '../../ports.ts';
import {
  aliasArn,
  aliasDescription,
  aliasIn,
  requiredAliasName,
  routingConfiguration,
  routingOf,
} from '../alias.ts';
import { conflict, quotaExceeded, resourceNotFound } from '../errors.ts';
import { checkActive } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { required } from '../shape.ts';

const MOST_ALIASES = 100;

export const createStateMachineAlias = defineOperation(
  {
    name: requiredAliasName(),
    description: aliasDescription(),
    routingConfiguration: required(routingConfiguration()),
  },
  async (context, { name, description, routingConfiguration: given }) => {
    const { machines, clock } = context.runtime.ports;
    const { machine: machineName, routes } = routingOf(context, given);
    const machine = await machines.get(machineName);
    if (!machine) throw resourceNotFound();
    checkActive(context, machine);
    const now = clock.now();
    const wanted: Alias = {
      name,
      ...(description !== undefined && { description }),
      routes,
      createdAt: now,
      updatedAt: now,
    };
    const others = await machines.aliases(machine);
    if (others.length >= MOST_ALIASES && !others.some((other) => other.name === name)) {
      throw quotaExceeded('aliases', MOST_ALIASES);
    }
    const outcome = await machines.createAlias(machine, wanted);
    const alias = aliasIn(outcome);
    if (!isSame(alias, wanted)) {
      throw conflict(
        'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
      );
    }
    return {
      stateMachineAliasArn: aliasArn(context, machine.name, name),
      creationDate: epochSeconds(alias.createdAt),
    };
  },
);

function isSame(alias: Alias, wanted: Alias): boolean {
  return (
    alias.description === wanted.description &&
    equalJson(
      alias.routes.map((route) => ({ ...route })),
      wanted.routes.map((route) => ({ ...route })),
    )
  );
}
