/** Carries out one command of a committed record. Every name follows from the record, so twice does no harm. */

import type { Command } from '../engine/commands.ts';
import type { Execution } from '../engine/execution.ts';
import type { Machine } from '../engine/machine.ts';
import type { StepMessage, StepRecord } from '../engine/step-record.ts';
import type { Head } from '../ports.ts';
import { announceStatus } from './announce-status.ts';
import { cancelTask } from './cancel-task.ts';
import { redriveChildren, reportToParent, startChildren, stopChildren } from './joins.ts';
import { closeMapRun, leaveMapRun, openMapRun } from './map-runs.ts';
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
    case 'WriteResults':
      return invoker.invoke({ execution, step, event: { type: 'ResultsDue' } });
    case 'MakeChildren':
      return invoker.invoke({ execution, step, event: { type: 'ChildrenDue' } });
    case 'StartChildren':
      return startChildren(runtime, machine, record, command);
    case 'RedriveChildren':
      return redriveChildren(runtime, record, command);
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
    case 'ReopenHead':
      await announceStatus(runtime, record);
      return store.reopenHead(headOf(record));
    case 'CloseHead':
      // Until its head is closed, the sweep comes back to it.
      await announceStatus(runtime, record);
      return store.closeHead({ ...headOf(record), stoppedAt: record.committedAt });
  }
}

function headOf({ state }: StepRecord): Head {
  const { id, revision, status, startedAt, via, redrive } = state;
  return {
    id,
    revision,
    status,
    startedAt,
    ...(via && { via }),
    ...(redrive && { redrives: redrive.count, redrivenAt: redrive.at }),
  };
}

/** What tells the time limit of a run from that of the run before. */
function redrivesOf({ redrive }: Execution): { redrives?: number } {
  return redrive ? { redrives: redrive.count } : {};
}

function timerMessage(
  { step, state }: StepRecord,
  command: Extract<Command, { type: 'ScheduleTimer' }>,
): StepMessage {
  const { id: execution } = state;
  switch (command.timer) {
    case 'state':
      return { execution, step, event: { type: 'TimerFired' } };
    case 'execution':
      return { execution, event: { type: 'ExecutionTimedOut', ...redrivesOf(state) } };
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
