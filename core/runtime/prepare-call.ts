/** The call that a Task makes, as its integration shapes it. */

import { executionArn, stateMachineArn } from '../arn.ts';
import type { StartTask } from '../engine/commands.ts';
import { rootOf } from '../engine/execution-id.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import { integrationOf } from '../integrations/index.ts';
import type { Call, Integration } from '../integrations/integration.ts';
import { jobTypeOf } from '../integrations/jobs/index.ts';
import type { Attempt } from '../ports.ts';
import { nameOfAttempt, startsExecution } from './nested-request.ts';
import type { Runtime } from './runtime.ts';

export interface PreparedCall {
  integration: Integration;
  call: Call;
}

/** The call of an attempt; `undefined` where this version does not serve the resource. */
export function prepareCall(
  { settings }: Runtime,
  attempt: Attempt,
  { resource, arguments: args }: StartTask,
): PreparedCall | undefined {
  const { service, pattern } = taskResourceOf(resource);
  const integration = integrationOf(service);
  if (!integration) return undefined;
  const root = rootOf(attempt.execution);
  const call = integration.call(args, {
    resource: service,
    executionArn: executionArn(settings.home, root.id),
    stateMachineArn: stateMachineArn(settings.home, root.machine),
    attempt: nameOfAttempt(attempt),
  });
  if (pattern === 'job' && !startsExecution(call) && !jobTypeOf(service)) return undefined;
  return { integration, call };
}

/** Whether this version serves a Task's Resource, in the pattern that it asks for. */
export function servesResource(resource: string): boolean {
  const { service, pattern } = taskResourceOf(resource);
  if (pattern === 'activity') return true;
  const integration = integrationOf(service);
  if (!integration || pattern !== 'job') return integration !== undefined;
  return jobTypeOf(service) !== undefined || /:states:startExecution$/.test(service);
}
