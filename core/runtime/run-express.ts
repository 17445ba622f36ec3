/** Runs an Express execution in memory, from its start to its end: the same decisions as a Standard one, and no store. */

import { beginChildren, beginExecution } from '../engine/begin-execution.ts';
import type { Command, StartTask } from '../engine/commands.ts';
import type { Decision, Env } from '../engine/decision.ts';
import type { Event } from '../engine/events.ts';
import { hasEnded, type Timestamp } from '../engine/execution.ts';
import { expressId } from '../engine/execution-id.ts';
import type { Machine } from '../engine/machine.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { type Json, parseTrusted } from '../json.ts';
import type { ExpressStart } from '../ports.ts';
import { decideChecked } from './decide-checked.ts';
import { joinInMemory } from './join-in-memory.ts';
import { loadMachine, machineOf } from './load-machine.ts';
import { logRecords } from './log-history.ts';
import { type Answered, measureRecord } from './measure.ts';
import { runTask } from './run-task.ts';
import type { Runtime } from './runtime.ts';

/** An Express execution lasts five minutes at most. */
export const LONGEST_EXPRESS_MS = 300_000;

/** Sees every record as it is made, those of children among those of their parents. */
export type Observer = (record: StepRecord, answered?: Answered) => void;

interface Run {
  runtime: Runtime;
  machine: Machine;
  input: Json;
  deadline: Timestamp;
  observe: Observer;
  /** How many history events there are so far, those of children included. */
  eventCount(): number;
}

/** One execution or child of a run; `isOver`: nobody waits for it any more. */
interface Strand {
  isOver(): boolean;
  observe: Observer;
}

/**
 * @returns the last record: that of an execution which has ended
 * @throws {Error} when a port fails, so that the whole execution may be run again
 */
export async function runExpress(
  runtime: Runtime,
  {
    machine: name,
    revision,
    name: execution,
    run,
    input: text,
    testCase,
    traceHeader,
  }: ExpressStart,
  observe: Observer = () => {},
): Promise<StepRecord> {
  const machine = await loadMachine(runtime, name, revision);
  const input = parseTrusted(text);
  const now = runtime.ports.clock.now();
  const { TimeoutSeconds } = machine.definition;
  const limit = Math.min(LONGEST_EXPRESS_MS, (TimeoutSeconds ?? Infinity) * 1000);
  const id = expressId(name, execution, run);
  const begun = beginExecution(machine, id, input, now, {
    ...(testCase !== undefined && { testCase }),
    ...(traceHeader !== undefined && { traceHeader }),
  });
  const first = recordOf(begun, 0, now);
  const made: StepRecord[] = [];
  let events = 0;
  const note: Observer = (record, answered) => {
    events += record.history.length;
    if (machine.logging) made.push(record);
    measureRecord(runtime, record, answered);
    observe(record, answered);
  };
  note(first);
  const deadline = now + limit;
  const all = { runtime, machine, input, deadline, observe: note, eventCount: () => events };
  const last = await follow(all, first, { isOver: () => false, observe: note });
  if (!last) throw new Error(`${first.state.id} was given up`);
  await logRecords(runtime, machine, made);
  return last;
}

/**
 * Runs the Express child of a Map Run from its first record to its end, in the slot that the event names.
 *
 * @returns the one record that is kept of it besides
 * @throws {Error} when a port fails, so that the child may be run again
 */
export async function runExpressChild(
  runtime: Runtime,
  record: StepRecord,
  { slot, round, revision }: Extract<Event, { type: 'StateReached' }>,
  committedBy: string,
): Promise<StepRecord> {
  const { child, current } = record.state;
  const begun = { ...record.state, ...(revision !== undefined && { revision }) };
  const machine = await machineOf(runtime, begun);
  const now = runtime.ports.clock.now();
  const made: StepRecord[] = [];
  let events = 0;
  const observe: Observer = (seen, answered) => {
    events += seen.history.length;
    if (machine.logging) made.push(seen);
    measureRecord(runtime, seen, answered);
  };
  const state = {
    ...begun,
    ...(child &&
      slot !== undefined && {
        child: { ...child, slot, ...(round !== undefined && { redriven: round }) },
      }),
  };
  const first: StepRecord = { ...record, state, commands: [{ type: 'InvokeStep' }] };
  observe(first);
  const run = {
    runtime,
    machine,
    input: current?.input ?? {},
    deadline: now + LONGEST_EXPRESS_MS,
    observe,
    eventCount: () => events,
  };
  const last = await follow(run, first, { isOver: () => false, observe });
  if (!last) throw new Error(`${record.state.id} was given up`);
  await logRecords(runtime, machine, made);
  return {
    ...last,
    step: record.step + 1,
    history: [],
    commands: last.commands.filter(({ type }) => type === 'ReportToParent'),
    committedBy,
  };
}

/** @returns the record in which it ends; `undefined` where it was given up before */
async function follow(
  run: Run,
  first: StepRecord,
  strand: Strand,
): Promise<StepRecord | undefined> {
  const { clock } = run.runtime.ports;
  let record = first;
  while (!hasEnded(record.state)) {
    let event = await eventAfter(run, record);
    if (strand.isOver()) return undefined;
    if (clock.now() >= run.deadline) {
      // The root ends all; what runs below it is not told.
      if (record.state.child && record.state.child.kind !== 'execution') return undefined;
      event = { type: 'ExecutionTimedOut', lastEventId: run.eventCount() };
    }
    const env = envOf(run);
    const decision = await decideChecked(run.runtime, run.machine, record, event, env);
    const before = record;
    record = recordOf(decision, before.step + 1, env.now);
    strand.observe(record, { before, event });
  }
  return record;
}

/** Does what the record asks for, and waits for what comes of it: until the run's deadline at the longest. */
async function eventAfter(run: Run, record: StepRecord): Promise<Event> {
  for (const command of record.commands) {
    switch (command.type) {
      case 'InvokeStep':
        return { type: 'StateReached' };
      case 'StartTask':
        return callTask(run, record, command);
      case 'StartChildren':
        return runChildren(run, record, command);
      case 'ScheduleTimer':
        if (command.timer === 'execution') break;
        await sleepUntil(run, command.at);
        return { type: 'TimerFired' };
    }
  }
  throw new Error(`nothing follows step ${record.step} of ${record.state.id}`);
}

async function callTask(run: Run, record: StepRecord, command: StartTask): Promise<Event> {
  // Rounded up, so that the deadline has passed where it was the limit.
  const left = Math.ceil((run.deadline - run.runtime.ports.clock.now()) / 1000);
  const timeoutSeconds = Math.min(command.timeoutSeconds ?? Infinity, left);
  const outcome = await runTask(run.runtime, record, { ...command, timeoutSeconds }, 'first');
  if (outcome) return outcome;
  throw new Error(`an Express execution cannot wait for ${command.resource}`);
}

async function runChildren(
  run: Run,
  record: StepRecord,
  { concurrency }: Extract<Command, { type: 'StartChildren' }>,
): Promise<Event> {
  const children = await beginChildren(run.machine, record, envOf(run));
  const firsts = children.map((state): StepRecord => {
    const reached = { state, history: [], commands: [{ type: 'InvokeStep' } as const] };
    return recordOf(reached, 0, record.committedAt);
  });
  return joinInMemory(record, firsts, concurrency, (first, strand) =>
    follow(run, first, {
      isOver: strand.isOver,
      observe: (made, answered) => {
        strand.observe(made);
        run.observe(made, answered);
      },
    }),
  );
}

/** Timers may ring a little early. */
async function sleepUntil({ runtime, deadline }: Run, at: Timestamp): Promise<void> {
  const { clock } = runtime.ports;
  const end = Math.min(at, deadline);
  for (let now = clock.now(); now < end; now = clock.now()) await clock.sleep(end - now);
}

function envOf({ runtime: { ports, settings }, input }: Run): Env {
  const { home, payloadLimit } = settings;
  return {
    now: ports.clock.now(),
    home,
    ...(payloadLimit !== undefined && { payloadLimit }),
    executionInput: input,
  };
}

function recordOf(decision: Decision, step: number, committedAt: Timestamp): StepRecord {
  return { ...decision, step, committedBy: decision.state.id, committedAt };
}
