/** Jobs that Tasks have started in other services, which do not know of us: noted, and looked at. */

import type { StartTask } from '../engine/commands.ts';
import type { TaskOutcome } from '../engine/events.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import type { Outcome } from '../integrations/integration.ts';
import { jobTypeOf } from '../integrations/jobs/index.ts';
import type { JobType, Progress } from '../integrations/jobs/type.ts';
import { isObject, type Json, type JsonObject, textOf } from '../json.ts';
import type { Attempt, Authority, TaskResponse } from '../ports.ts';
import { nameOfAttempt } from './nested-request.ts';
import type { Runtime } from './runtime.ts';

/** A Task without TimeoutSeconds waits for so long. */
export const LONGEST_TASK_SECONDS = 99_999_999;

/** What is said once the call that starts a job has been answered. */
export async function submitted(
  { ports }: Runtime,
  attempt: Attempt,
  { resource, arguments: args, timeoutSeconds = LONGEST_TASK_SECONDS }: StartTask,
  output: Json,
): Promise<TaskOutcome> {
  const type = jobTypeOf(taskResourceOf(resource).service);
  const job = type?.find(isObject(args) ? args : {}, isObject(output) ? output : {});
  if (!type || !job) {
    const error = type?.notStarted ?? 'States.TaskFailed';
    return { type: 'TaskFailed', failure: { error, cause: textOf(output) } };
  }
  const id = type.id?.(job);
  if (typeof id === 'string') {
    await ports.store.linkJob(id, attempt, ports.clock.now() + timeoutSeconds * 1000);
  }
  return { type: 'TaskSubmitted', output, job, polled: true };
}

/** How a job has ended; `undefined` while it runs, or where nobody can say now. */
export async function jobOutcome(
  { ports }: Runtime,
  resource: string,
  attempt: Attempt,
  job: JsonObject,
  authority: Authority,
): Promise<Outcome | undefined> {
  const type = jobTypeOf(taskResourceOf(resource).service);
  if (!type) return undefined;
  const response = await ports.tasks.call({
    ...type.describe(job),
    idempotencyKey: nameOfAttempt(attempt),
    authority,
  });
  const progress = progressOf(type, job, response);
  switch (progress?.type) {
    case undefined:
    case 'running':
      return undefined;
    case 'succeeded':
      return { type: 'TaskSucceeded', output: progress.result };
    case 'failed':
      return {
        type: 'TaskFailed',
        failure: { error: 'States.TaskFailed', cause: textOf(progress.result) },
      };
  }
}

/** `undefined` where the service has not said how the job stands. */
function progressOf(type: JobType, job: JsonObject, response: TaskResponse): Progress | undefined {
  if (response.type === 'answered') return type.progress(response.output);
  const isGone = response.type === 'refused' && /NotFound/.test(response.code);
  return isGone ? type.gone?.(job) : undefined;
}
