/** Starts an execution: its first record, its place in the lists, its first step. */

import { type Beginning, beginExecution, executionInput } from '../engine/begin-execution.ts';
import type { Caller, Origin, Timestamp } from '../engine/execution.ts';
import { executionId } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { equalJson, type Json } from '../json.ts';
import { announceStatus } from './announce-status.ts';
import { carryOut } from './carry-out.ts';
import { loadMachine } from './load-machine.ts';
import { logRecord } from './log-history.ts';
import { measureRecord } from './measure.ts';
import type { Runtime } from './runtime.ts';

export interface StartRequest extends Origin {
  machine: string;
  revision: string;
  name: string;
  input: Json;
  /** Absent: at StartAt. */
  beginning?: Beginning;
  /** What all repetitions of this request's delivery share. */
  deliveryId: string;
}

export type StartOutcome =
  | { outcome: 'started'; id: string; startedAt: Timestamp; caller?: Caller }
  /** The name belongs to an execution that has ended, or has another input. */
  | { outcome: 'taken'; id: string };

/**
 * The same name and input while the execution runs is the same request: it gets the same answer, and what an earlier try
 * may have left undone is done.
 */
export async function startExecution(
  runtime: Runtime,
  { machine: machineName, revision, name, input, beginning, deliveryId, ...origin }: StartRequest,
): Promise<StartOutcome> {
  const { store, clock } = runtime.ports;
  const id = executionId(machineName, name);
  const machine = await loadMachine(runtime, machineName, revision);
  const committedAt = clock.now();
  const decision = beginExecution(machine, id, input, committedAt, origin, beginning);
  let first: StepRecord = { ...decision, step: 0, committedBy: deliveryId, committedAt };
  const { via } = origin;
  // Before there is anything to run, so that the sweep finds whatever is left half-way.
  await store.openHead({
    id,
    revision,
    status: 'RUNNING',
    startedAt: committedAt,
    ...(via && { via }),
  });
  if (!(await store.append(first))) {
    const existing = await store.read(id, 0);
    if (!existing || !(await isSameRequest(runtime, existing, first))) {
      return { outcome: 'taken', id };
    }
    first = existing;
    // Its first step is done, so it was delivered.
    if (await store.read(id, 1)) return startedAs(first);
  } else {
    measureRecord(runtime, first);
  }
  await Promise.all([logRecord(runtime, machine, first), announceStatus(runtime, first)]);
  for (const command of first.commands) {
    // A first step enters a state and calls nothing.
    if (command.type !== 'StartTask') await carryOut(runtime, machine, first, command);
  }
  return startedAs(first);
}

function startedAs({ state: { id, startedAt, caller } }: StepRecord): StartOutcome {
  return { outcome: 'started', id, startedAt, ...(caller && { caller }) };
}

/** The attempt of a Task knows what it started, even when it has ended. */
async function isSameRequest(
  runtime: Runtime,
  first: StepRecord,
  asked: StepRecord,
): Promise<boolean> {
  const { caller: known } = first.state;
  const { caller, testCase } = asked.state;
  if (first.state.testCase !== testCase) return false;
  if (caller && known?.execution === caller.execution && known.attempt === caller.attempt) {
    return true;
  }
  if (!equalJson(beginningOf(first), beginningOf(asked))) return false;
  const last = await runtime.ports.store.latest(first.state.id);
  return last?.state.status === 'RUNNING';
}

/** What an execution began with, wherever it began. */
function beginningOf(first: StepRecord): Json {
  const { current, forkedFrom } = first.state;
  const { executionArn = '', step = 0 } = forkedFrom ?? {};
  return [executionInput(first) ?? null, current?.input ?? null, executionArn, step];
}
