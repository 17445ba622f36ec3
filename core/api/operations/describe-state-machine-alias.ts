/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html */

import { aliasArn, aliasNamed } from '../alias.ts';
import { resourceNotFound } from '../errors.ts';
import { requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { versionArn } from '../publishing.ts';
import { answer } from '../shape.ts';

export const describeStateMachineAlias = defineOperation(
  { stateMachineAliasArn: requiredArn() },
  async (context, { stateMachineAliasArn: arn }) => {
    const named = await aliasNamed(context, arn);
    const { machines } = context.runtime.ports;
    const alias = named && (await machines.alias(named.machine, named.name));
    if (!alias) throw resourceNotFound();
    const { name: machine } = named.machine;
    return answer({
      stateMachineAliasArn: aliasArn(context, machine, alias.name),
      name: alias.name,
      description: alias.description,
      routingConfiguration: alias.routes.map(({ version, weight }) => ({
        stateMachineVersionArn: versionArn(context, machine, version),
        weight,
      })),
      creationDate: epochSeconds(alias.createdAt),
      updateDate: epochSeconds(alias.updatedAt),
    });
  },
);
