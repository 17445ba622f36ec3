/** Task: has work done outside and waits for its answer. https://states-language.net/#task-state */

import type { TaskState } from '../../asl/types.ts';
import { taskFailed, taskScheduled, taskStarted, taskSucceeded } from '../task-history.ts';
import type { StateType } from './type.ts';
import { wholeNumber } from './whole-number.ts';

export const task: StateType<TaskState> = {
  async enter(state, scope) {
    const timeoutSeconds = await wholeNumber(state, 'TimeoutSeconds', 1, scope);
    const heartbeatSeconds = await wholeNumber(state, 'HeartbeatSeconds', 1, scope);
    const args = await scope.query.payload(state, scope.input, scope.data);
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
