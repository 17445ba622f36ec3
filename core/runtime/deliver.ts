/** Delivers a committed record: logs it, carries out its commands, and makes the call of the task that it starts. */

import type { Command } from '../engine/commands.ts';
import type { TaskOutcome } from '../engine/events.ts';
import type { Machine } from '../engine/machine.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { carryOut } from './carry-out.ts';
import { logRecord } from './log-history.ts';
import { type Delivery, runTask } from './run-task.ts';
import type { Runtime } from './runtime.ts';

/** @returns what came of the task, where the record starts one: the event that its next step answers */
export async function deliver(
  runtime: Runtime,
  machine: Machine,
  record: StepRecord,
  delivery: Delivery,
): Promise<TaskOutcome | undefined> {
  const logged = logRecord(runtime, machine, record);
  // Once others can go on from the record, nobody comes back to log it. A call may be made meanwhile: only its outcome,
  // which this invocation commits later, leads on.
  const callsTask = record.commands.some(({ type }) => type === 'StartTask');
  if (!callsTask) await logged;
  const [outcome] = await Promise.all([carryOutAll(runtime, machine, record, delivery), logged]);
  return outcome;
}

async function carryOutAll(
  runtime: Runtime,
  machine: Machine,
  record: StepRecord,
  delivery: Delivery,
): Promise<TaskOutcome | undefined> {
  let outcome: TaskOutcome | undefined;
  for (const command of record.commands) {
    if (leadsOn(command) && delivery === 'answered') continue;
    if (command.type === 'StartTask') outcome = await runTask(runtime, record, command, delivery);
    else await carryOut(runtime, machine, record, command);
  }
  return outcome;
}

/** Whether the next step comes of it. */
function leadsOn({ type }: Command): boolean {
  return (
    type === 'StartTask' ||
    type === 'InvokeStep' ||
    type === 'MakeChildren' ||
    type === 'WriteResults'
  );
}
