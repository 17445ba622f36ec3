/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html */

import { stopExecution } from '../../runtime/stop-execution.ts';
import { machineNameOf, requiredArn } from '../names.ts';
import { type ApiContext, defineOperation } from '../operation.ts';

const STOPPED_AT_ONCE = 20;

export const deleteStateMachine = defineOperation(
  { stateMachineArn: requiredArn() },
  async (context, input) => {
    const name = machineNameOf(context, input.stateMachineArn);
    if (name === undefined) return {};
    // First the machine, so that nothing starts any more. Where this dies half-way, a repetition stops the rest.
    await context.runtime.ports.machines.delete(name);
    await stopAll(context, name);
    return {};
  },
);

async function stopAll(context: ApiContext, machine: string): Promise<void> {
  const { store } = context.runtime.ports;
  let after: string | undefined;
  do {
    const query = { machine, status: 'RUNNING', limit: STOPPED_AT_ONCE } as const;
    const page = await store.heads(after === undefined ? query : { ...query, after });
    await Promise.all(
      page.items.map(({ id }) => stopExecution(context.runtime, id, {}, context.newId())),
    );
    after = page.next;
  } while (after !== undefined);
}
