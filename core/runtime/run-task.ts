/** Makes the call of a task whose intent is on record, and says what came of it. */

import type { Failure } from '../asl/errors.ts';
import { placed } from '../engine/attempt.ts';
import type { StartTask } from '../engine/commands.ts';
import type { TaskOutcome } from '../engine/events.ts';
import { unusableCause } from '../engine/states/task.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { activityNameOf, taskResourceOf } from '../engine/task-resource.ts';
import type { Integration, Outcome } from '../integrations/integration.ts';
import type { Json } from '../json.ts';
import type { TaskResponse } from '../ports.ts';
import { queueTask } from './activity-queue.ts';
import { authorityOf } from './authority.ts';
import { submitted } from './jobs.ts';
import { machineOf } from './load-machine.ts';
import { mockedOutcome } from './mocked-outcome.ts';
import { nameOfAttempt, startsExecution } from './nested-request.ts';
import { type PreparedCall, prepareCall } from './prepare-call.ts';
import type { Runtime } from './runtime.ts';
import { startNested } from './start-nested.ts';

/**
 * Whether this is the committer's first try, or one that cannot know how far an earlier one came: `answered` if the next
 * step is on record, so that it need not be run.
 */
export type Delivery = 'first' | 'again' | 'answered';

/**
 * Calls the service once. A delivery that finds its own intent without an outcome cannot know whether the call was made:
 * it repeats only what may be repeated, and fails the attempt otherwise, so that Retry decides.
 *
 * @returns `undefined` where nothing is to be said before a worker takes the task
 * @throws {Error} when the intent is so young that another run of the same delivery may still be at work
 */
export async function runTask(
  runtime: Runtime,
  record: StepRecord,
  command: StartTask,
  delivery: Delivery,
): Promise<TaskOutcome | undefined> {
  const { ports, settings } = runtime;
  const { resource, timeoutSeconds } = command;
  const attempt = { execution: record.state.id, step: record.step };
  const mocked = await mockedOutcome(runtime, record.state, command);
  if (mocked) return mocked;
  if (activityNameOf(resource) !== undefined) {
    await queueTask(runtime, record, command);
    return undefined;
  }
  const prepared = prepareCall(runtime, attempt, command);
  if (!prepared) {
    return failed({
      error: 'States.Runtime',
      cause: `The resource '${resource}' is not supported by this version of Treadle.`,
    });
  }
  const { integration, call } = prepared;
  const nested = startsExecution(call);
  if (delivery === 'again' && !nested && !(await isRepeatable(runtime, prepared))) {
    const age = ports.clock.now() - record.committedAt;
    if (age < settings.retryDelayMs) {
      throw new Error(`step ${record.step} of ${record.state.id} may still be running its task`);
    }
    return failed(integration.lost);
  }
  if (nested) return runNested(runtime, record, command, prepared);
  const machine = await machineOf(runtime, record.state);
  const response = await ports.tasks.call({
    ...call,
    authority: authorityOf(machine, command.roleArn),
    idempotencyKey: nameOfAttempt(attempt),
    ...(record.state.traceHeader !== undefined && { traceHeader: record.state.traceHeader }),
    ...(timeoutSeconds !== undefined && { timeoutMs: timeoutSeconds * 1000 }),
  });
  const outcome = outcomeOf(response, record, command.arguments, integration);
  const { pattern } = taskResourceOf(resource);
  if (pattern === 'call' || outcome.type !== 'TaskSucceeded') return outcome;
  if (pattern === 'token') return { type: 'TaskSubmitted', output: outcome.output };
  return submitted(runtime, attempt, command, outcome.output);
}

/** What an integration does not say, the model of a service may. */
async function isRepeatable(
  { ports }: Runtime,
  { integration, call }: PreparedCall,
): Promise<boolean> {
  return (
    integration.idempotent || (call.names === 'java' && (await ports.tasks.carriesToken(call)))
  );
}

/** Starts an execution; again by the same attempt says the same. */
export async function runNested(
  runtime: Runtime,
  record: StepRecord,
  { resource, arguments: args }: StartTask,
  { integration, call }: PreparedCall,
): Promise<TaskOutcome> {
  const attempt = { execution: record.state.id, step: record.step };
  const { pattern } = taskResourceOf(resource);
  const { response, execution, own } = await startNested(runtime, attempt, call, {
    waits: pattern === 'job',
    trace: record.state.traceHeader,
  });
  const outcome = outcomeOf(response, record, args, integration);
  if (pattern === 'call' || outcome.type !== 'TaskSucceeded') return outcome;
  const { output } = outcome;
  if (pattern === 'token' || execution === undefined) return { type: 'TaskSubmitted', output };
  return { type: 'TaskSubmitted', output, job: { execution }, ...(!own && { polled: true }) };
}

function outcomeOf(
  response: TaskResponse,
  { state: { current } }: StepRecord,
  args: Json,
  integration: Integration,
): Outcome | Extract<TaskOutcome, { type: 'TaskTimedOut' }> {
  if (response.type === 'timedOut') return { type: 'TaskTimedOut' };
  if (response.type === 'forbidden') {
    return failed({ error: 'States.Permissions', cause: response.reason });
  }
  if (response.type !== 'unusable') return integration.outcome(response);
  const cause = unusableCause(args, response.reason);
  return failed({ error: 'States.Runtime', cause: current ? placed(cause, current) : cause });
}

function failed(failure: Failure): Extract<Outcome, { type: 'TaskFailed' }> {
  return { type: 'TaskFailed', failure };
}
