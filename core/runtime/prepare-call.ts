/** The call that a Task makes, as its integration shapes it. */

import { executionArn, stateMachineArn } from '../arn.ts';
import type { StartTask } from '../engine/commands.ts';
import type { Execution } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import { integrationOf } from '../integrations/index.ts';
import type { Call, Integration } from '../integrations/integration.ts';
import { jobTypeOf } from '../integrations/jobs/index.ts';
import type { Attempt } from '../ports.ts';
import { nameOfAttempt, nestedRequest, startsExecution } from './nested-request.ts';
import type { Runtime } from './runtime.ts';

export { resourceProblem } from '../integrations/recognise.ts';

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

/**
 * Why the call of a Task that begins cannot be made with its arguments, in AWS's words; `undefined` where it can be made,
 * or may never be: where test cases answer, or for want of an integration.
 */
export async function taskProblem(
  runtime: Runtime,
  state: Execution,
  start: StartTask,
): Promise<string | undefined> {
  const integration = integrationOf(taskResourceOf(start.resource).service);
  if (!integration || runtime.ports.mocks) return undefined;
  const problems = integration.problems?.(start.arguments) ?? [];
  if (problems.length > 0) return problems.join(', ');
  // Which attempt it is, and so what names follow from it, makes no difference to whether its call can be made.
  const attempt = { execution: state.id, step: 0 };
  const prepared = prepareCall(runtime, attempt, start);
  if (!prepared) return undefined;
  const { call } = prepared;
  if (!startsExecution(call)) return runtime.ports.tasks.check(call);
  const asked = nestedRequest(runtime.settings.home, attempt, call.parameters);
  return typeof asked === 'string' ? asked : undefined;
}

/** Whether this version serves a Task's Resource, in the pattern that it asks for. */
export function servesResource(resource: string): boolean {
  const { service, pattern } = taskResourceOf(resource);
  if (pattern === 'activity') return true;
  const integration = integrationOf(service);
  if (!integration || pattern !== 'job') return integration !== undefined;
  return jobTypeOf(service) !== undefined || /:states:startExecution$/.test(service);
}
