/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineVersion.html */

import { versionNumber } from '../../runtime/resolve-machine.ts';
import { conflict, invalidArn } from '../errors.ts';
import { qualifiedNameOf, requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';

export const deleteStateMachineVersion = defineOperation(
  { stateMachineVersionArn: requiredArn() },
  async (context, { stateMachineVersionArn: arn }) => {
    const named = qualifiedNameOf(context, arn);
    if (!named) return {};
    const number = versionNumber(named.qualifier ?? '');
    if (number === undefined) throw invalidArn(`Not the ARN of a state machine version: ${arn}`);
    const { machines } = context.runtime.ports;
    const machine = await machines.get(named.machine);
    const users = machine ? await machines.deleteVersion(machine, number) : [];
    if (users.length === 0) return {};
    throw conflict(
      `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${users.join(', ')}]`,
    );
  },
);
