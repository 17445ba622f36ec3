/** Puts the task of an activity where its workers fetch it. */

import type { StartTask } from '../engine/commands.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { activityNameOf } from '../engine/task-resource.ts';
import { LONGEST_TASK_SECONDS } from './jobs.ts';
import type { Runtime } from './runtime.ts';

/** Queues the attempt that a record begins; again changes nothing. */
export async function queueTask(
  { ports }: Runtime,
  { state, step, committedAt }: StepRecord,
  { resource }: StartTask,
): Promise<void> {
  const name = activityNameOf(resource);
  if (name === undefined) throw new Error(`${resource} is no activity`);
  // Its own time does not begin before a worker takes it.
  const until = committedAt + LONGEST_TASK_SECONDS * 1000;
  const task = { execution: state.id, step, scheduledAt: committedAt };
  await ports.activities.enqueue(name, task, until);
}
