/** One pass of the step function: a message comes in, one record is committed, its commands go out. */

import { randomBytes } from 'node:crypto';
import type { Event, Notice, TaskOutcome } from '../engine/events.ts';
import { hasEnded, joinOf, standingRound, waitsForAttempt } from '../engine/execution.ts';
import type { StepMessage, StepRecord } from '../engine/step-record.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import type { JsonObject } from '../json.ts';
import { cancelTask } from './cancel-task.ts';
import { decideStep } from './decide-step.ts';
import { deliver } from './deliver.ts';
import { eventOf } from './event-of.ts';
import { hasSucceededBefore, leaveAtOnce } from './joins.ts';
import { machineOf } from './load-machine.ts';
import { type Answered, measureRecord } from './measure.ts';
import { renewIfDue } from './renew.ts';
import type { Runtime } from './runtime.ts';

/**
 * Takes a message in. Whatever it does may be done again by the same delivery: it then finds what it committed and
 * delivers that.
 *
 * @param deliveryId what all repetitions of this delivery share: Lambda's request id, SQS's message id
 * @throws {Error} when it has to come again later
 */
export async function runStep(
  runtime: Runtime,
  message: StepMessage,
  deliveryId: string,
): Promise<void> {
  await offer(runtime, message, deliveryId);
}

/** As {@link runStep}. @returns whether this delivery has changed the execution, now or in an earlier run */
export async function offer(
  runtime: Runtime,
  message: StepMessage,
  deliveryId: string,
): Promise<boolean> {
  const { store, timers, clock, metrics } = runtime.ports;
  const { execution, step, at } = message;
  if (at !== undefined && at > clock.now()) {
    await timers.arm({ ...message, at });
    return false;
  }
  if (at !== undefined) metrics?.time('TimerLagMs', clock.now() - at);
  const record =
    step === undefined ? await store.latest(execution) : await store.read(execution, step);
  // A message follows its record; one that finds none has outlived an execution whose records have expired.
  if (!record) return false;
  return answer(runtime, record, message, deliveryId);
}

/** Commits the step that answers the record. */
async function answer(
  runtime: Runtime,
  record: StepRecord,
  message: StepMessage,
  deliveryId: string,
): Promise<boolean> {
  const { clock, metrics, store } = runtime.ports;
  const anyStep = message.step === undefined;
  if (message.event.type === 'StateReached') {
    metrics?.time('DispatchLagMs', clock.now() - record.committedAt);
  }
  if (message.event.type === 'ChildRedriven' && hasSucceededBefore(record, message.event.round)) {
    await leaveAtOnce(runtime, record, message.event);
    return false;
  }
  if (!awaits(record, message.event)) {
    // Without a step to answer, the last record is where an earlier run of this delivery would have left its mark.
    const own = anyStep && record.committedBy === deliveryId;
    if (own) await deliverAgain(runtime, record);
    else metrics?.count('DuplicateWakeup', 1);
    return own;
  }
  const event = await eventOf(runtime, record, message.event);
  if (!event) return false;
  const next = await nextRecord(runtime, record, event, deliveryId);
  if (await store.append(next)) {
    await carryOut(runtime, { before: record, event }, next);
    return true;
  }
  metrics?.count('ConditionalConflict', 1);
  const other = await store.read(record.state.id, next.step);
  if (other?.committedBy === deliveryId) {
    // The put that lost had won before: its answer was lost, and the client made it again.
    if (next.run !== undefined && other.run === next.run) {
      await carryOut(runtime, { before: record, event }, next);
    } else {
      await deliverAgain(runtime, other);
    }
    return true;
  }
  return anyStep && offer(runtime, message, deliveryId);
}

/**
 * Whether the record waits for such an event; one of an attempt or a round that is over, or of a task that has been taken, is
 * late.
 */
function awaits({ state, step }: StepRecord, notice: Notice): boolean {
  switch (notice.type) {
    case 'DeliveryDue':
      return false;
    case 'RedriveRequested':
      return state.stood !== undefined && (state.redrive?.count ?? 0) + 1 === notice.count;
    case 'ChildRedriven':
      return state.status !== 'SUCCEEDED' && standingRound(state) < notice.round;
    case 'StopRequested':
      if (notice.round === undefined || state.status === 'SUCCEEDED') break;
      if (standingRound(state) !== notice.round) return standingRound(state) < notice.round;
      break;
    case 'ExecutionTimedOut':
      if ((notice.redrives ?? 0) !== (state.redrive?.count ?? 0)) return false;
  }
  if (hasEnded(state)) return false;
  if ('join' in notice) return joinOf({ state, step }) === notice.join;
  if (!('attempt' in notice) || notice.attempt === undefined) return true;
  if (!waitsForAttempt(state, notice.attempt)) return false;
  return notice.type !== 'ActivityStarted' || step === notice.attempt;
}

/** Delivers a record's commands for the first time. */
async function carryOut(runtime: Runtime, answered: Answered, record: StepRecord): Promise<void> {
  measureRecord(runtime, record, answered);
  await renewIfDue(runtime, answered.before, record);
  const machine = await machineOf(runtime, record.state);
  const outcome = await deliver(runtime, machine, record, 'first');
  if (outcome) await commitOutcome(runtime, record, outcome);
}

/**
 * Delivers a record whose committer died before it had done so, or may have. What a later record shows to be done is left
 * out; the rest is due all the same, for whoever went on (a stop, say) knew nothing of it.
 */
export async function deliverAgain(runtime: Runtime, record: StepRecord): Promise<void> {
  const later = await runtime.ports.store.read(record.state.id, record.step + 1);
  if (later) await cancelAbandoned(runtime, record, later);
  const machine = await machineOf(runtime, record.state);
  const outcome = await deliver(runtime, machine, record, later ? 'answered' : 'again');
  if (outcome) return commitOutcome(runtime, record, outcome);
  if (later?.committedBy === record.committedBy) return deliverAgain(runtime, later);
}

/** The answer of a task that this invocation called itself. */
async function commitOutcome(
  runtime: Runtime,
  record: StepRecord,
  event: TaskOutcome,
): Promise<void> {
  const { id: execution } = record.state;
  const message = { execution, step: record.step, event };
  if (await answer(runtime, record, message, record.committedBy)) return;
  if (event.type !== 'TaskSubmitted' || !event.job) return;
  const later = await runtime.ports.store.read(execution, record.step + 1);
  if (later) await cancelAbandoned(runtime, record, later, event.job);
}

/** A job that began when its execution was being stopped is ended by whoever began it. */
async function cancelAbandoned(
  runtime: Runtime,
  { state: { id: execution }, step, commands }: StepRecord,
  later: StepRecord,
  job?: JsonObject,
): Promise<void> {
  if (waitsForAttempt(later.state, step)) return;
  const start = commands.find((command) => command.type === 'StartTask');
  if (start?.type !== 'StartTask' || taskResourceOf(start.resource).pattern !== 'job') return;
  const { resource, roleArn } = start;
  const machine = await machineOf(runtime, later.state);
  await cancelTask(runtime, machine, { execution, step }, { resource, job, roleArn });
}

async function nextRecord(
  runtime: Runtime,
  record: StepRecord,
  event: Event,
  deliveryId: string,
): Promise<StepRecord> {
  if (event.type === 'StateReached' && record.step === 0 && record.state.child?.express) {
    // What runs in memory is loaded where there is something to run so.
    const { runExpressChild } = await import('./run-express.ts');
    return runExpressChild(runtime, record, event, deliveryId);
  }
  if (event.type === 'ChildRedriven' && record.state.child?.express) {
    const { rerunExpressChild } = await import('./rerun-express.ts');
    return rerunExpressChild(runtime, record, event, deliveryId);
  }
  const { at, ...decision } = await decideStep(runtime, record, event);
  const startsTask = decision.commands.some(({ type }) => type === 'StartTask');
  return {
    ...decision,
    step: record.step + 1,
    committedBy: deliveryId,
    ...(startsTask && { run: randomBytes(6).toString('base64url') }),
    committedAt: at,
  };
}
