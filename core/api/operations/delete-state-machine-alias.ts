/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html */

import { aliasNamed } from '../alias.ts';
import { requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';

export const deleteStateMachineAlias = defineOperation(
  { stateMachineAliasArn: requiredArn() },
  async (context, { stateMachineAliasArn: arn }) => {
    const named = await aliasNamed(context, arn);
    if (named) await context.runtime.ports.machines.deleteAlias(named.machine, named.name);
    return {};
  },
);
