/** Hands the tasks of an activity to its workers, each task to one of them. */

import type { StartTask } from '../engine/commands.ts';
import { waitsForAttempt } from '../engine/execution.ts';
import type { Json } from '../json.ts';
import type { Attempt } from '../ports.ts';
import { deliverAgain, offer } from './run-step.ts';
import type { Runtime } from './runtime.ts';
import { taskToken } from './task-token.ts';

export interface FetchedTask {
  token: string;
  input: Json;
}

export interface TaskRequest {
  activity: string;
  workerName?: string;
  /** What all repetitions of this request's delivery share. */
  deliveryId: string;
}

const TASKS_AT_A_TIME = 10;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** Waits up to `waitMs` for a task; `undefined` where none came. */
export async function awaitTask(
  runtime: Runtime,
  request: TaskRequest,
  waitMs: number,
): Promise<FetchedTask | undefined> {
  const { clock } = runtime.ports;
  const end = clock.now() + waitMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const task = await fetchTask(runtime, request);
    if (task || clock.now() + pause > end) return task;
    await clock.sleep(pause);
  }
}

/**
 * The oldest task that nobody has. The queue only says where to look: whoever writes ActivityStarted into the execution's
 * log has the task.
 */
export async function fetchTask(
  runtime: Runtime,
  { activity, workerName, deliveryId }: TaskRequest,
): Promise<FetchedTask | undefined> {
  const { activities, store } = runtime.ports;
  for (;;) {
    const tasks = await activities.oldest(activity, TASKS_AT_A_TIME);
    if (tasks.length === 0) return undefined;
    for (const task of tasks) {
      const { execution, step: attempt } = task;
      const event = {
        type: 'ActivityStarted',
        attempt,
        ...(workerName !== undefined && { workerName }),
      } as const;
      const taken = await offer(runtime, { execution, event }, deliveryId);
      if (!taken) await finishTaking(runtime, task);
      await activities.dequeue(activity, task);
      if (!taken) continue;
      const intent = await store.read(execution, attempt);
      const start = intent?.commands.find((each): each is StartTask => each.type === 'StartTask');
      if (!start) throw new Error(`step ${attempt} of ${execution} has begun no task`);
      return { token: taskToken(runtime.settings.tokenSecret, task), input: start.arguments };
    }
  }
}

/**
 * A request that took a task and died before it had armed the task's timers left it in the queue: whoever finds it there
 * arms them, so that the task times out, for its worker never learned of it.
 */
async function finishTaking(runtime: Runtime, { execution, step }: Attempt): Promise<void> {
  const last = await runtime.ports.store.latest(execution);
  if (last && last.step === step + 1 && waitsForAttempt(last.state, step)) {
    await deliverAgain(runtime, last);
  }
}
