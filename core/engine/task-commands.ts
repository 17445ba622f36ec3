/** The commands that a Task which waits gives besides its call: its timers, and the end of its job. */

import type { Command } from './commands.ts';
import type { Current, TaskWait, Timestamp } from './execution.ts';
import { type Machine, stateOf } from './machine.ts';
import { taskResourceOf } from './task-resource.ts';

/** The timers of an attempt whose time begins now: one for each limit, which stays until it fires. */
export function taskTimers(
  now: Timestamp,
  attempt: number,
  { timeoutSeconds, heartbeatSeconds }: Pick<TaskWait, 'timeoutSeconds' | 'heartbeatSeconds'>,
): Command[] {
  const timer = (seconds: number | undefined, name: 'task' | 'heartbeat'): Command[] =>
    seconds === undefined
      ? []
      : [{ type: 'ScheduleTimer', at: now + seconds * 1000, timer: name, attempt }];
  return [...timer(timeoutSeconds, 'task'), ...timer(heartbeatSeconds, 'heartbeat')];
}

/** Ends what the current state has started outside; nothing where it is no Task that waits for a job. */
export function cancelTask(machine: Machine, { name, waiting }: Current): Command[] {
  const state = stateOf(machine, name);
  if (state.Type !== 'Task' || waiting?.for !== 'task' || waiting.attempt === undefined) return [];
  if (taskResourceOf(state.Resource).pattern !== 'job') return [];
  return [cancelCommand(state.Resource, waiting.attempt, waiting)];
}

/** Ends the job of an attempt. */
export function cancelCommand(
  resource: string,
  attempt: number,
  { job, roleArn }: Pick<TaskWait, 'job' | 'roleArn'>,
): Command {
  return {
    type: 'CancelTask',
    resource,
    attempt,
    ...(job && { job }),
    ...(roleArn !== undefined && { roleArn }),
  };
}
