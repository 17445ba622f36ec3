/** The event that a notice stands for: notices say that something may have happened, this finds out what. */

import type { StartTask } from '../engine/commands.ts';
import type { Event, Notice } from '../engine/events.ts';
import type { ResultsWait, TaskWait } from '../engine/execution.ts';
import { kinshipOf } from '../engine/execution-id.ts';
import { pauseAfterLook } from '../engine/job-pace.ts';
import { stateOf } from '../engine/machine.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import type { Outcome } from '../integrations/integration.ts';
import { authorityOf } from './authority.ts';
import { childrenEvent } from './children.ts';
import { jobOutcome } from './jobs.ts';
import { machineOf } from './load-machine.ts';
import { nestedOutcome } from './nested-outcome.ts';
import { startsExecution } from './nested-request.ts';
import { prepareCall } from './prepare-call.ts';
import { runNested } from './run-task.ts';
import type { Runtime } from './runtime.ts';

/** `undefined` where nothing has happened yet; what is to be looked at again has its timer armed. */
export async function eventOf(
  runtime: Runtime,
  record: StepRecord,
  notice: Notice,
): Promise<Event | undefined> {
  const waiting = record.state.current?.waiting;
  switch (notice.type) {
    case 'HeartbeatDue':
      return waiting?.for === 'task' ? missedBeat(runtime, record, waiting, notice) : undefined;
    case 'JobDue':
      return waiting?.for === 'task' ? endOfJob(runtime, record, waiting, notice) : undefined;
    case 'ChildRedriven':
      return roundOf(runtime, record, notice);
    case 'ChildrenDue':
      return waiting?.for === 'items' ? childrenMade(runtime, record) : undefined;
    case 'ResultsDue':
      return waiting?.for === 'results' ? resultsWritten(runtime, record, waiting) : undefined;
    case 'DeliveryDue':
      return undefined;
    default:
      return childrenEvent(runtime, record, notice);
  }
}

async function childrenMade(runtime: Runtime, record: StepRecord): Promise<Event> {
  // What reads items is loaded where there are some to read.
  const { makeChildren } = await import('./make-children.ts');
  return makeChildren(runtime, record);
}

async function resultsWritten(
  runtime: Runtime,
  record: StepRecord,
  waiting: ResultsWait,
): Promise<Event> {
  const { writeResults } = await import('./write-results.ts');
  return writeResults(runtime, record, waiting);
}

/**
 * What the parent has set for the round; its record is gone only with the whole execution. The child of a Map Run that has
 * not run yet simply starts.
 */
async function roundOf(
  { ports }: Runtime,
  { state: { id, child }, step }: StepRecord,
  notice: Extract<Notice, { type: 'ChildRedriven' }>,
): Promise<Event | undefined> {
  const kinship = kinshipOf(id);
  const parent = kinship && (await ports.store.read(kinship.parent, notice.round));
  if (!parent) return undefined;
  const { lastEventId, revision, redrive } = parent.state;
  if (step === 0 && child?.kind === 'execution') {
    return { ...notice, type: 'StateReached', revision };
  }
  return { ...notice, lastEventId, revision, ...(redrive && { redrive }) };
}

/** The timer stays one: each time it comes, it moves to where the last heartbeat puts the limit. */
async function missedBeat(
  { ports }: Runtime,
  { state: { id: execution } }: StepRecord,
  { heartbeatSeconds = 0 }: TaskWait,
  notice: Extract<Notice, { type: 'HeartbeatDue' }>,
): Promise<Event | undefined> {
  const { attempt } = notice;
  const beat = await ports.store.lastBeat({ execution, step: attempt });
  const at = (beat ?? 0) + heartbeatSeconds * 1000;
  if (at <= ports.clock.now()) return { type: 'TaskTimedOut', attempt, heartbeat: true };
  await ports.timers.arm({ execution, at, event: notice });
  return undefined;
}

async function endOfJob(
  runtime: Runtime,
  record: StepRecord,
  { job, roleArn }: TaskWait,
  { attempt, looks }: Extract<Notice, { type: 'JobDue' }>,
): Promise<Event | undefined> {
  const { ports } = runtime;
  const execution = record.state.id;
  const { name = '' } = record.state.current ?? {};
  const machine = await machineOf(runtime, record.state);
  const state = stateOf(machine, name);
  const resource = state.Type === 'Task' ? state.Resource : '';
  if (!job) return submission(runtime, record, attempt);
  let outcome: Outcome | undefined;
  if (typeof job.execution === 'string') {
    outcome = await nestedOutcome(runtime, job.execution, taskResourceOf(resource).parsed);
  } else {
    const authority = authorityOf(machine, roleArn);
    outcome = await jobOutcome(runtime, resource, { execution, step: attempt }, job, authority);
  }
  if (outcome) return { ...outcome, attempt };
  if (looks === undefined) return undefined;
  const at = ports.clock.now() + pauseAfterLook(looks + 1);
  await ports.timers.arm({ execution, at, event: { type: 'JobDue', attempt, looks: looks + 1 } });
  return undefined;
}

/** An execution may end before the step that started it has noted it: then that is done first, and this comes again. */
async function submission(
  runtime: Runtime,
  record: StepRecord,
  attempt: number,
): Promise<Event | undefined> {
  const { state, commands, step } = record;
  const execution = state.id;
  const command = commands.find((each): each is StartTask => each.type === 'StartTask');
  if (!command || step !== attempt) return undefined;
  const prepared = prepareCall(runtime, { execution, step }, command);
  if (!prepared || !startsExecution(prepared.call)) return undefined;
  await runtime.ports.invoker.invoke({ execution, event: { type: 'JobDue', attempt } });
  return runNested(runtime, record, command, prepared);
}
