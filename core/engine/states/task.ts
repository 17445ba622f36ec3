/** Task: has work done outside and waits for its answer. https://states-language.net/#task-state */

import { StatesError } from '../../asl/errors.ts';
import { applyParameters, readPath } from '../../asl/query/jsonpath.ts';
import type { TaskState } from '../../asl/types.ts';
import { type Json, textOf } from '../../json.ts';
import { taskFailed, taskScheduled, taskStarted, taskSucceeded } from '../task-history.ts';
import type { StateScope, StateType } from './type.ts';

export const task: StateType<TaskState> = {
  enter(state, scope) {
    const timeoutSeconds = seconds(state, 'TimeoutSeconds', scope);
    const heartbeatSeconds = seconds(state, 'HeartbeatSeconds', scope);
    const args: Json =
      state.Parameters === undefined
        ? scope.input
        : applyParameters(state.Parameters, scope.input, scope.query, 'Parameters');
    return {
      type: 'waiting',
      waiting: { for: 'task' },
      commands: [
        {
          type: 'StartTask',
          resource: state.Resource,
          arguments: args,
          ...(timeoutSeconds !== undefined && { timeoutSeconds }),
        },
      ],
      history: [
        taskScheduled(state.Resource, args, {
          region: scope.region,
          ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
          ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
        }),
        taskStarted(state.Resource),
      ],
    };
  },
  resume(state, _scope, event) {
    if (event.type === 'TaskSucceeded') {
      return {
        type: 'done',
        result: event.output,
        history: [taskSucceeded(state.Resource, event.output)],
      };
    }
    if (event.type !== 'TaskFailed') throw new Error(`a Task cannot take ${event.type}`);
    return {
      type: 'failed',
      failure: event.failure,
      history: [taskFailed(state.Resource, event.failure)],
    };
  },
};

/** A number of seconds that stands in the state or where its `…Path` twin points. */
function seconds(
  state: TaskState,
  field: 'TimeoutSeconds' | 'HeartbeatSeconds',
  scope: StateScope,
): number | undefined {
  const literal = state[field];
  if (typeof literal === 'number') return literal;
  const path = state[`${field}Path`];
  if (path === undefined) return undefined;
  const value = readPath(path, scope.input, scope.query, `${field}Path`);
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new StatesError(
    'States.Runtime',
    `The ${field}Path parameter cannot be parsed as a positive integer: ${path} == ${textOf(value)}`,
  );
}
