/** Looks at a Task that waits for something outside: what should have come by itself, and did not, is brought about. */

import type { Command } from '../engine/commands.ts';
import type { Notice } from '../engine/events.ts';
import type { TaskWait, Timestamp } from '../engine/execution.ts';
import { stateOf } from '../engine/machine.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { type TaskPattern, taskResourceOf } from '../engine/task-resource.ts';
import { machineOf } from './load-machine.ts';
import { renewWaiting } from './renew.ts';
import { deliverAgain, offer } from './run-step.ts';
import type { Runtime } from './runtime.ts';

/** Whether the execution was moved on. */
export async function lookAtTask(
  runtime: Runtime,
  last: StepRecord,
  { attempt = 0, heartbeatSeconds }: TaskWait,
): Promise<boolean> {
  const { store, clock, invoker } = runtime.ports;
  const { id: execution } = last.state;
  await renewWaiting(runtime, last);
  const lost = clock.now() - runtime.settings.longestInvocationMs;
  const due = await timersOf(runtime, last, attempt);
  const bring = (event: Notice) =>
    offer(runtime, { execution, event }, `sweep of ${execution}#${last.step}`);
  if (due.task !== undefined && due.task <= lost) return bring({ type: 'TaskTimedOut', attempt });
  if (due.heartbeat !== undefined && heartbeatSeconds !== undefined) {
    const beat = (await store.lastBeat({ execution, step: attempt })) ?? 0;
    const limit = Math.max(due.heartbeat, beat + heartbeatSeconds * 1000);
    if (limit <= lost) return bring({ type: 'HeartbeatDue', attempt });
  }
  const pattern = await patternOf(runtime, last);
  if (last.step === attempt) {
    await deliverAgain(runtime, last);
    // A task that still waits for a worker is only put where it has been all the time.
    return pattern !== 'activity';
  }
  if (pattern === 'job') {
    await invoker.invoke({ execution, event: { type: 'JobDue', attempt } });
  }
  return false;
}

/** When the timers of the attempt were due: armed with its intent, or when a worker had taken it. */
async function timersOf(
  { ports }: Runtime,
  last: StepRecord,
  attempt: number,
): Promise<Partial<Record<'task' | 'heartbeat' | 'job', Timestamp>>> {
  const { id } = last.state;
  const records = await ports.store.records(id, attempt, last.step - attempt + 1);
  const isTimer = (
    command: Command,
  ): command is Extract<Command, { type: 'ScheduleTimer'; attempt: number }> =>
    command.type === 'ScheduleTimer' && 'attempt' in command;
  const timers = records.flatMap(({ commands }) => commands.filter(isTimer));
  return Object.fromEntries(timers.map(({ timer, at }) => [timer, at]));
}

async function patternOf(runtime: Runtime, { state }: StepRecord): Promise<TaskPattern> {
  const machine = await machineOf(runtime, state);
  const task = stateOf(machine, state.current?.name ?? '');
  return task.Type === 'Task' ? taskResourceOf(task.Resource).pattern : 'call';
}
