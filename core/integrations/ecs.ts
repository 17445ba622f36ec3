/** ECS: runs a task. https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html */

import { type Java1Service, optimized } from './optimized.ts';

const ecs: Java1Service = {
  service: 'ecs',
  errorPrefix: 'ECS',
  baseException: 'AmazonECSException',
  inCauses: 'AmazonECS',
};

export const runTask = optimized(ecs, { action: 'runTask', idempotent: true });
