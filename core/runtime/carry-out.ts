/** Carries out one command of a committed record. Every name follows from the record, so twice does no harm. */

import { beginChildren } from '../engine/begin-execution.ts';
import type { Command } from '../engine/commands.ts';
import { childId, kinshipOf } from '../engine/execution-id.ts';
import type { Machine } from '../engine/machine.ts';
import type { StepMessage, StepRecord } from '../engine/step-record.ts';
import type { Start } from '../ports.ts';
import { cancelTask } from './cancel-task.ts';
import { envOf } from './env.ts';
import { inBatches } from './in-batches.ts';
import type { Runtime } from './runtime.ts';

/** Every command but the call of a task, which has an outcome. */
export async function carryOut(
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
      return timers.arm({ ...timerMessage(record, command), at: command.at });
    case 'StartChildren':
      return startChildren(runtime, machine, record, command);
    case 'StopChildren':
      return stopChildren(runtime, execution, command);
    case 'CancelTask':
      return cancelTask(runtime, machine, { execution, step: command.attempt }, command);
    case 'ReportToParent':
      return reportToParent(runtime, record, command.succeeded);
    case 'TellCaller':
      return tellCaller(runtime, record);
    case 'CloseHead':
      return store.closeHead({
        id: execution,
        revision: state.revision,
        status: state.status,
        startedAt: state.startedAt,
        stoppedAt: record.committedAt,
        ...(state.via && { via: state.via }),
      });
  }
}

function timerMessage(
  { step, state: { id: execution } }: StepRecord,
  command: Extract<Command, { type: 'ScheduleTimer' }>,
): StepMessage {
  switch (command.timer) {
    case 'state':
      return { execution, step, event: { type: 'TimerFired' } };
    case 'execution':
      return { execution, event: { type: 'ExecutionTimedOut' } };
    case 'task':
      return { execution, event: { type: 'TaskTimedOut', attempt: command.attempt } };
    case 'heartbeat':
      return { execution, event: { type: 'HeartbeatDue', attempt: command.attempt } };
    case 'job':
      return { execution, event: { type: 'JobDue', attempt: command.attempt, looks: 0 } };
  }
}

async function tellCaller({ ports }: Runtime, { state }: StepRecord): Promise<void> {
  if (!state.caller) throw new Error(`${state.id} was not started by a Task`);
  const { execution, attempt } = state.caller;
  await ports.invoker.invoke({ execution, event: { type: 'JobDue', attempt } });
}

async function startChildren(
  runtime: Runtime,
  machine: Machine,
  record: StepRecord,
  { count, concurrency }: Extract<Command, { type: 'StartChildren' }>,
): Promise<void> {
  const { store } = runtime.ports;
  const { step, state, committedBy, committedAt } = record;
  const env = await envOf(runtime, machine, record);
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
  if (!succeeded && !state.child.mayFail) {
    return invoker.invoke({ execution, step, event: { type: 'ChildFailed', index } });
  }
  const { count, concurrency, slot } = state.child;
  const departure = await store.leaveJoin({ execution, step, count, concurrency }, index, slot);
  if (departure.start) await startChild(runtime, execution, step, departure.start);
  if (departure.complete) {
    await invoker.invoke({ execution, step, event: { type: 'ChildrenCompleted' } });
  }
}
