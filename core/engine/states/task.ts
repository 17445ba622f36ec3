/** Task: has work done outside and waits for its answer. https://states-language.net/#task-state */

import { StatesError } from '../../asl/errors.ts';
import type { TaskState } from '../../asl/types.ts';
import { type Json, textOf } from '../../json.ts';
import type { Event } from '../events.ts';
import type { TaskWait } from '../execution.ts';
import { FIRST_LOOK_MS } from '../job-pace.ts';
import { cancelCommand, taskTimers } from '../task-commands.ts';
import {
  activityStarted,
  taskFailed,
  taskScheduled,
  taskStarted,
  taskSubmitted,
  taskSucceeded,
  taskTimedOut,
} from '../task-history.ts';
import { taskResourceOf } from '../task-resource.ts';
import { taskRole } from './task-role.ts';
import type { Reply, StateScope, StateType } from './type.ts';
import { wholeNumber } from './whole-number.ts';

export const task: StateType<TaskState> = {
  async enter(state, scope) {
    const { Resource: resource } = state;
    const { pattern } = taskResourceOf(resource);
    if (scope.activityMissing) {
      throw new StatesError('States.Runtime', `The activity ${resource} does not exist.`);
    }
    const timeoutSeconds = await wholeNumber(state, 'TimeoutSeconds', 1, scope);
    const heartbeatSeconds = await wholeNumber(state, 'HeartbeatSeconds', 1, scope);
    const roleArn = await taskRole(state, scope);
    const args = await scope.query.payload(state, scope.input, scope.data);
    if (scope.unusable !== undefined) {
      throw new StatesError('States.Runtime', unusableCause(args, scope.unusable));
    }
    const limits = {
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
      ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
    };
    const role = { ...(roleArn !== undefined && { roleArn }) };
    const attempt = scope.step + 1;
    const waiting: TaskWait = { for: 'task' };
    if (pattern !== 'call') {
      waiting.attempt = attempt;
      waiting.since = scope.now;
    }
    if (pattern === 'job') Object.assign(waiting, role);
    if (pattern === 'token' || pattern === 'activity') Object.assign(waiting, limits);
    return {
      type: 'waiting',
      waiting,
      commands: [
        ...(pattern === 'token' ? taskTimers(scope.now, attempt, limits) : []),
        ...(pattern === 'job' && timeoutSeconds !== undefined
          ? taskTimers(scope.now, attempt, { timeoutSeconds })
          : []),
        {
          type: 'StartTask',
          resource,
          arguments: args,
          ...(timeoutSeconds !== undefined && { timeoutSeconds }),
          ...role,
        },
      ],
      history: [
        taskScheduled(resource, args, {
          region: scope.region,
          ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
          ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
          ...(roleArn !== undefined && { taskCredentials: { roleArn } }),
        }),
        ...(pattern === 'activity' ? [] : [taskStarted(resource)]),
      ],
    };
  },

  resume(state, scope, event) {
    const { Resource: resource } = state;
    const { waiting } = scope.current;
    if (waiting?.for !== 'task') throw new Error(`${scope.name} waits for no task`);
    switch (event.type) {
      case 'TaskSubmitted':
        return submitted(resource, waiting, scope, event);
      case 'ActivityStarted':
        return {
          type: 'waiting',
          waiting,
          commands: taskTimers(scope.now, event.attempt, waiting),
          history: [activityStarted(event.workerName)],
        };
      case 'TaskSucceeded':
        return {
          type: 'done',
          result: event.output,
          history: [taskSucceeded(resource, event.output)],
        };
      case 'TaskFailed':
        return {
          type: 'failed',
          failure: event.failure,
          history: [taskFailed(resource, event.failure)],
        };
      case 'TaskTimedOut':
        return timedOut(resource, waiting, event);
      default:
        throw new Error(`a Task cannot take ${event.type}`);
    }
  },
};

/** @param reason what is wrong with the arguments */
export function unusableCause(args: Json, reason: string): string {
  return `The Parameters '${textOf(args)}' could not be used to start the Task: [${reason}]`;
}

/** The call is made: what the Task waits for comes later. */
function submitted(
  resource: string,
  waiting: TaskWait,
  { now }: StateScope,
  { output, job, polled }: Extract<Event, { type: 'TaskSubmitted' }>,
): Reply {
  const { attempt } = waiting;
  if (attempt === undefined) throw new Error(`${resource} ends with the answer of its call`);
  return {
    type: 'waiting',
    waiting: { ...waiting, ...(job && { job }) },
    commands: polled
      ? [{ type: 'ScheduleTimer', at: now + FIRST_LOOK_MS, timer: 'job', attempt }]
      : [],
    history: [taskSubmitted(resource, output)],
  };
}

/** A job goes on after its Task has timed out, unless it is cancelled: a retry would run it beside its next attempt. */
function timedOut(
  resource: string,
  { attempt, job, roleArn }: TaskWait,
  { heartbeat }: Extract<Event, { type: 'TaskTimedOut' }>,
): Reply {
  const failure = { error: 'States.Timeout' };
  const isJob = taskResourceOf(resource).pattern === 'job' && attempt !== undefined;
  return {
    type: 'failed',
    failure,
    ...(heartbeat && { knownAs: 'States.HeartbeatTimeout' }),
    commands: isJob ? [cancelCommand(resource, attempt, { job, roleArn })] : [],
    history: [taskTimedOut(resource, failure)],
  };
}
