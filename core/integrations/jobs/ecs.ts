/** A task of ECS. https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html */

import { isObject } from '../../json.ts';
import { firstIn, together } from './members.ts';
import type { JobType } from './type.ts';

export const ecsTask: JobType = {
  find(_args, result) {
    const { TaskArn, ClusterArn } = firstIn(result, 'Tasks');
    return together({ TaskArn, ClusterArn });
  },
  notStarted: 'AmazonECS.Unknown',
  id: ({ TaskArn }) => TaskArn,
  describe: ({ TaskArn = '', ClusterArn = '' }) => ({
    service: 'ecs',
    action: 'describeTasks',
    parameters: { Cluster: ClusterArn, Tasks: [TaskArn] },
  }),
  progress(description) {
    const task = firstIn(description, 'Tasks');
    if (task.LastStatus !== 'STOPPED') return { type: 'running' };
    const containers = Array.isArray(task.Containers) ? task.Containers : [];
    const done = containers.every((container) => isObject(container) && container.ExitCode === 0);
    return { type: done ? 'succeeded' : 'failed', result: task };
  },
  cancel: ({ TaskArn = '', ClusterArn = '' }) => ({
    service: 'ecs',
    action: 'stopTask',
    parameters: {
      Cluster: ClusterArn,
      Task: TaskArn,
      Reason: 'The execution that waited for the task has ended.',
    },
  }),
};
