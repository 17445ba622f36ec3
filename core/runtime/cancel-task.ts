/** Ends what an attempt of a Task has started outside: nobody waits for it any more. */

import type { Command, StartTask } from '../engine/commands.ts';
import type { Machine } from '../engine/machine.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import { jobTypeOf } from '../integrations/jobs/index.ts';
import type { Attempt } from '../ports.ts';
import { authorityOf } from './authority.ts';
import { nameOfAttempt, nestedId, nestedRequest, startsExecution } from './nested-request.ts';
import { prepareCall } from './prepare-call.ts';
import type { Runtime } from './runtime.ts';

/**
 * As far as that can be done: a service that refuses is not asked again. Without a `job` the call may or may not have been
 * made; an execution that it may have started is found all the same, by its name.
 */
export async function cancelTask(
  runtime: Runtime,
  machine: Machine,
  attempt: Attempt,
  {
    resource,
    job,
    roleArn,
  }: Pick<Extract<Command, { type: 'CancelTask' }>, 'resource' | 'job' | 'roleArn'>,
): Promise<void> {
  const { ports } = runtime;
  const type = jobTypeOf(taskResourceOf(resource).service);
  if (type) {
    const call = job && type.cancel?.(job);
    if (call) {
      const authority = authorityOf(machine, roleArn);
      await ports.tasks.call({ ...call, idempotencyKey: nameOfAttempt(attempt), authority });
    }
    return;
  }
  const execution =
    typeof job?.execution === 'string' ? job.execution : await startedBy(runtime, attempt);
  if (execution === undefined) return;
  const event = { type: 'StopRequested', failure: {} } as const;
  await ports.invoker.invoke({ execution, event });
}

/** The execution that an attempt has started without having said so. */
async function startedBy(runtime: Runtime, attempt: Attempt): Promise<string | undefined> {
  const { store } = runtime.ports;
  const intent = await store.read(attempt.execution, attempt.step);
  const command = intent?.commands.find((each): each is StartTask => each.type === 'StartTask');
  const prepared = command && prepareCall(runtime, attempt, command);
  if (!prepared || !startsExecution(prepared.call)) return undefined;
  const asked = nestedRequest(runtime.settings.home, attempt, prepared.call.parameters);
  if (typeof asked === 'string') return undefined;
  const first = await store.read(nestedId(asked), 0);
  const caller = first?.state.caller;
  const own = caller?.execution === attempt.execution && caller.attempt === attempt.step;
  return own ? first?.state.id : undefined;
}
