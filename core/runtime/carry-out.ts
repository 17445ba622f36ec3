/** Carries out one command of a committed record. Every name follows from the record, so twice does no harm. */

import { beginChildren } from '../engine/begin-execution.ts';
import type { Command } from '../engine/commands.ts';
import { joinOf } from '../engine/execution.ts';
import { childId, kinshipOf } from '../engine/execution-id.ts';
import type { Machine } from '../engine/machine.ts';
import type { StepMessage, StepRecord } from '../engine/step-record.ts';
import type { Join, Start } from '../ports.ts';
import { announceStatus } from './announce-status.ts';
import { cancelTask } from './cancel-task.ts';
import { createChildren } from './create-children.ts';
import { envOf } from './env.ts';
import { inBatches } from './in-batches.ts';
import { closeMapRun, leaveMapRun, openMapRun, startMapRun, stopMapRun } from './map-runs.ts';
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
    case 'OpenMapRun':
      return openMapRun(runtime, record, command.mapRun);
    case 'CloseMapRun':
      return closeMapRun(runtime, record, command);
    case 'ReportToParent':
      return state.child?.kind === 'execution'
        ? leaveMapRun(runtime, record)
        : reportToParent(runtime, record, command.succeeded);
    case 'TellCaller':
      return tellCaller(runtime, record);
    case 'CloseHead':
      // Until its head is closed, the sweep comes back to it.
      await announceStatus(runtime, record);
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
  { count, concurrency, join: made }: Extract<Command, { type: 'StartChildren' }>,
): Promise<void> {
  const { store } = runtime.ports;
  const { step, state } = record;
  const waiting = state.current?.waiting;
  const mapRun = waiting && 'mapRun' in waiting ? waiting.mapRun : undefined;
  let items = mapRun?.items ?? count;
  if (made === undefined) {
    const env = await envOf(runtime, machine, record);
    const children = await beginChildren(machine, record, env);
    items = children.reduce((sum, { child }) => sum + (child?.items ?? 1), 0);
    await createChildren(runtime, record, children);
  }
  if (mapRun) {
    const made = { step: joinOf(record) ?? step, total: count, items };
    return startMapRun(runtime, record, mapRun, made);
  }
  const join = { execution: state.id, step: made ?? step, count, concurrency };
  const starts = await store.openJoin(join);
  await inBatches(starts, (start) => startChild(runtime, join, start));
}

function startChild({ ports }: Runtime, join: Join, { index, slot }: Start): Promise<void> {
  const { count, concurrency } = join;
  const execution = childId(join.execution, join.step, index);
  const event = { type: 'StateReached', slot, count, concurrency } as const;
  return ports.invoker.invoke({ execution, step: 0, event });
}

async function stopChildren(
  { ports }: Runtime,
  execution: string,
  { step, count, concurrency, mapRun }: Extract<Command, { type: 'StopChildren' }>,
): Promise<void> {
  if (mapRun !== undefined) return stopMapRun(ports, { execution, step, round: mapRun });
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
  const { slot, count, concurrency } = state.child ?? {};
  if (!kinship || slot === undefined || count === undefined || concurrency === undefined) {
    throw new Error(`${state.id} has no parent to report to`);
  }
  const { parent: execution, step, index } = kinship;
  if (!succeeded) {
    return invoker.invoke({ execution, event: { type: 'ChildFailed', join: step, index } });
  }
  const join = { execution, step, count, concurrency };
  const departure = await store.leaveJoin(join, index, slot);
  if (departure.start) await startChild(runtime, join, departure.start);
  if (departure.complete) {
    await invoker.invoke({ execution, event: { type: 'ChildrenCompleted', join: step } });
  }
}
