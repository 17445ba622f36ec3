/** One pass of the step function: a message comes in, one record is committed, its commands go out. */

import { decide } from '../engine/decide.ts';
import type { Notice } from '../engine/events.ts';
import { hasEnded } from '../engine/execution.ts';
import type { StepMessage, StepRecord } from '../engine/step-record.ts';
import { eventOf } from './children.ts';
import { deliver } from './deliver.ts';
import { envOf } from './env.ts';
import { machineOf } from './load-machine.ts';
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
  const { store, timers, clock } = runtime.ports;
  const { execution, step, at } = message;
  if (at !== undefined && at > clock.now()) return timers.arm({ ...message, at });
  const record =
    step === undefined ? await store.latest(execution) : await store.read(execution, step);
  // A message follows its record; one that finds none has outlived an execution whose records have expired.
  if (!record) return;
  return answer(runtime, record, message, deliveryId);
}

/** Commits the step that answers the record. */
async function answer(
  runtime: Runtime,
  record: StepRecord,
  message: StepMessage,
  deliveryId: string,
): Promise<void> {
  const anyStep = message.step === undefined;
  if (hasEnded(record.state)) {
    // Without a step to answer, the last record is where an earlier run of this delivery would have left its mark.
    if (anyStep && record.committedBy === deliveryId) await deliverAgain(runtime, record);
    return;
  }
  const next = await nextRecord(runtime, record, message.event, deliveryId);
  if (await runtime.ports.store.append(next)) return carryOut(runtime, record, next);
  const other = await runtime.ports.store.read(record.state.id, next.step);
  if (other?.committedBy === deliveryId) return deliverAgain(runtime, other);
  if (anyStep) return runStep(runtime, message, deliveryId);
}

/** Delivers a record's commands for the first time. */
async function carryOut(runtime: Runtime, before: StepRecord, record: StepRecord): Promise<void> {
  await renewIfDue(runtime, before, record);
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
  const machine = await machineOf(runtime, record.state);
  const outcome = await deliver(runtime, machine, record, later ? 'answered' : 'again');
  if (outcome) return commitOutcome(runtime, record, outcome);
  if (later?.committedBy === record.committedBy) return deliverAgain(runtime, later);
}

/** The answer of a task that this invocation called itself. */
function commitOutcome(runtime: Runtime, record: StepRecord, event: Notice): Promise<void> {
  const message = { execution: record.state.id, step: record.step, event };
  return answer(runtime, record, message, record.committedBy);
}

async function nextRecord(
  runtime: Runtime,
  record: StepRecord,
  notice: Notice,
  deliveryId: string,
): Promise<StepRecord> {
  const machine = await machineOf(runtime, record.state);
  const event = await eventOf(runtime, record, notice);
  const env = await envOf(runtime, machine, record.state);
  const decision = await decide(machine, record, event, env);
  return {
    ...decision,
    step: record.step + 1,
    committedBy: deliveryId,
    committedAt: env.now,
  };
}
