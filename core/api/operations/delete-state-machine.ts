/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html */

import { deleteMachine } from '../../runtime/delete-machine.ts';
import { machineNameOf, requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';

export const deleteStateMachine = defineOperation(
  { stateMachineArn: requiredArn() },
  async (context, input) => {
    const name = machineNameOf(context, input.stateMachineArn);
    if (name === undefined) return {};
    const { runtime } = context;
    // First the mark, so that nothing starts any more. Where this dies half-way, the sweep does the rest.
    const machine = await runtime.ports.machines.markDeleting(name);
    if (machine) await deleteMachine(runtime, machine);
    return {};
  },
);
