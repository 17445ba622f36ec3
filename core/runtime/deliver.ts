/** Carries out the commands of a committed record. Every name follows from the record, so twice does no harm. */

import { beginChildren } from '../engine/begin-execution.ts';
import type { Command } from '../engine/commands.ts';
import { childId, kinshipOf } from '../engine/execution-id.ts';
import type { Machine } from '../engine/machine.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Outcome } from '../integrations/integration.ts';
import type { Start } from '../ports.ts';
import { envOf } from './env.ts';
import { inBatches } from './in-batches.ts';
import { type Delivery, runTask } from './run-task.ts';
import type { Runtime } from './runtime.ts';

/** @returns the outcome of the task, where the record starts one: the event that its next step answers */
export async function deliver(
  runtime: Runtime,
  machine: Machine,
  record: StepRecord,
  delivery: Delivery,
): Promise<Outcome | undefined> {
  let outcome: Outcome | undefined;
  for (const command of record.commands) {
    const leadsOn = command.type === 'StartTask' || command.type === 'InvokeStep';
    if (leadsOn && delivery === 'answered') continue;
    if (command.type === 'StartTask') outcome = await runTask(runtime, record, command, delivery);
    else await carryOut(runtime, machine, record, command);
  }
  return outcome;
}

async function carryOut(
  runtime: Runtime,
  machine: Machine,
  record: StepRecord,
  command: Exclude<Command, { type: 'StartTask' }>,
): Promise<void> {
  const { invoker, timers, store } = runtime.ports;
  const { step, state } = record;
  const { id: execution } = state;
  switch (command.type) {
    case 'InvokeStep':
      return invoker.invoke({ execution, step, event: { type: 'StateReached' } });
    case 'ScheduleTimer':
      return command.timer === 'state'
        ? timers.arm({ execution, step, at: command.at, event: { type: 'TimerFired' } })
        : timers.arm({ execution, at: command.at, event: { type: 'ExecutionTimedOut' } });
    case 'StartChildren':
      return startChildren(runtime, machine, record, command);
    case 'StopChildren':
      return stopChildren(runtime, execution, command);
    case 'ReportToParent':
      return reportToParent(runtime, record, command.succeeded);
    case 'CloseHead':
      return store.closeHead({
        id: execution,
        revision: state.revision,
        status: state.status,
        startedAt: state.startedAt,
        stoppedAt: record.committedAt,
      });
  }
}

async function startChildren(
  runtime: Runtime,
  machine: Machine,
  record: StepRecord,
  { count, concurrency }: Extract<Command, { type: 'StartChildren' }>,
): Promise<void> {
  const { store } = runtime.ports;
  const { step, state, committedBy, committedAt } = record;
  const env = await envOf(runtime, machine, state);
  const children = await beginChildren(machine, record, env);
  await store.createChildren(
    children.map((child) => ({
      step: 0,
      state: child,
      history: [],
      commands: [],
      committedBy,
      committedAt,
    })),
  );
  const starts = await store.openJoin({ execution: state.id, step, count, concurrency });
  await inBatches(starts, (start) => startChild(runtime, state.id, step, start));
}

function startChild(
  { ports }: Runtime,
  parent: string,
  step: number,
  { index, slot }: Start,
): Promise<void> {
  const execution = childId(parent, step, index);
  return ports.invoker.invoke({ execution, step: 0, event: { type: 'StateReached', slot } });
}

async function stopChildren(
  { ports }: Runtime,
  execution: string,
  { step, count, concurrency }: Extract<Command, { type: 'StopChildren' }>,
): Promise<void> {
  const running = await ports.store.closeJoin({ execution, step, count, concurrency });
  await inBatches(running, (index) =>
    ports.invoker.invoke({
      execution: childId(execution, step, index),
      event: { type: 'StopRequested', failure: {} },
    }),
  );
}

/** A success makes room for the next child or completes the join; a failure is the parent's business at once. */
async function reportToParent(
  runtime: Runtime,
  { state }: StepRecord,
  succeeded: boolean,
): Promise<void> {
  const { store, invoker } = runtime.ports;
  const kinship = kinshipOf(state.id);
  if (!kinship || state.child?.slot === undefined) {
    throw new Error(`${state.id} has no parent to report to`);
  }
  const { parent: execution, step, index } = kinship;
  if (!succeeded) {
    return invoker.invoke({ execution, step, event: { type: 'ChildFailed', index } });
  }
  const { count, concurrency, slot } = state.child;
  const departure = await store.leaveJoin({ execution, step, count, concurrency }, index, slot);
  if (departure.start) await startChild(runtime, execution, step, departure.start);
  if (departure.complete) {
    await invoker.invoke({ execution, step, event: { type: 'ChildrenCompleted' } });
  }
}
