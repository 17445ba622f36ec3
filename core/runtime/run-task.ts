/** Makes the call of a task whose intent is on record, and says what came of it. */

import { executionArn, stateMachineArn } from '../arn.ts';
import type { Command } from '../engine/commands.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { integrationOf } from '../integrations/index.ts';
import type { Outcome } from '../integrations/integration.ts';
import { textOf } from '../json.ts';
import type { Runtime } from './runtime.ts';

/**
 * Whether this is the committer's first try, or one that cannot know how far an earlier one came: `answered` if the next
 * step is on record, so that it need not be run.
 */
export type Delivery = 'first' | 'again' | 'answered';

/**
 * Calls the service once. A delivery that finds its own intent without an outcome cannot know whether the call was made:
 * it repeats only what may be repeated, and fails the attempt otherwise, so that Retry decides.
 *
 * @throws {Error} when the intent is so young that another run of the same delivery may still be at work
 */
export async function runTask(
  { ports, settings }: Runtime,
  record: StepRecord,
  { resource, arguments: args, timeoutSeconds }: Extract<Command, { type: 'StartTask' }>,
  delivery: Delivery,
): Promise<Outcome> {
  const integration = integrationOf(resource);
  if (!integration) {
    return failed({
      error: 'States.Runtime',
      cause: `The resource '${resource}' is not supported by this version of Treadle.`,
    });
  }
  if (delivery === 'again' && !integration.idempotent) {
    const age = ports.clock.now() - record.committedAt;
    if (age < settings.retryDelayMs) {
      throw new Error(`step ${record.step} of ${record.state.id} may still be running its task`);
    }
    return failed(integration.lost);
  }
  const attempt = `${record.state.id}#${record.step}`;
  const root = rootOf(record.state.id);
  const origin = {
    resource,
    executionArn: executionArn(settings.home, root.id),
    stateMachineArn: stateMachineArn(settings.home, root.machine),
    attempt,
  };
  const response = await ports.tasks.call({
    ...integration.call(args, origin),
    idempotencyKey: attempt,
    ...(timeoutSeconds !== undefined && { timeoutMs: timeoutSeconds * 1000 }),
  });
  if (response.type === 'timedOut') return failed({ error: 'States.Timeout' });
  if (response.type === 'unusable') {
    return failed({
      error: 'States.Runtime',
      cause: `The Parameters '${textOf(args)}' could not be used to start the Task: [${response.reason}]`,
    });
  }
  return integration.outcome(response);
}

function failed(failure: Extract<Outcome, { type: 'TaskFailed' }>['failure']): Outcome {
  return { type: 'TaskFailed', failure };
}
