/** Finds running executions that nothing moves any more, and moves them: the last net below all redeliveries. */

import { hasEnded } from '../engine/execution.ts';
import { childId } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { deleteMachine } from './delete-machine.ts';
import { machineOf } from './load-machine.ts';
import { dropNeverBegun } from './never-begun.ts';
import { deliverAgain, runStep } from './run-step.ts';
import type { Runtime } from './runtime.ts';
import { lookAtTask } from './sweep-task.ts';

/** How many lists and executions are looked at, and how many were moved. */
export interface SweepReport {
  looked: number;
  moved: number;
}

/**
 * Goes on with the deletion of machines, and looks at every open execution of the others. One that has outlived its
 * machine's TimeoutSeconds ends; one whose last record is older than the longest invocation, and which waits for nothing
 * that will come by itself, has its record delivered again.
 */
export async function sweep(runtime: Runtime): Promise<SweepReport> {
  const { machines, store } = runtime.ports;
  const report: SweepReport = { looked: 0, moved: 0 };
  for await (const machine of pages((after) => machines.list(100, after))) {
    if (machine.status === 'DELETING') {
      const looked = await deleteMachine(runtime, machine);
      report.looked += looked;
      report.moved += looked;
      continue;
    }
    const query = { machine: machine.name, status: 'RUNNING', limit: 100 } as const;
    for await (const head of pages((after) =>
      store.heads(after === undefined ? query : { ...query, after }),
    )) {
      const isThere = await look(runtime, head.id, report);
      if (!isThere && (await dropNeverBegun(runtime, head))) report.moved++;
    }
  }
  return report;
}

/** Delivers the last record again if it is stuck; where it waits for children, looks at those. @returns whether there is such an execution */
export async function look(runtime: Runtime, id: string, report: SweepReport): Promise<boolean> {
  const { store, clock } = runtime.ports;
  const last = await store.latest(id);
  report.looked++;
  if (!last) return false;
  if (await timeOut(runtime, last)) {
    report.moved++;
    return true;
  }
  if (clock.now() - last.committedAt <= runtime.settings.longestInvocationMs) return true;
  if (waitsForTimer(last, clock.now())) return true;
  const waiting = last.state.current?.waiting;
  if (waiting?.for === 'task' && waiting.attempt !== undefined) {
    if (await lookAtTask(runtime, last, waiting)) report.moved++;
    return true;
  }
  report.moved++;
  await deliverAgain(runtime, last);
  if (hasEnded(last.state) || waiting?.for !== 'children') return true;
  for (let index = 0; index < waiting.count; index++) {
    await look(runtime, childId(id, waiting.join ?? last.step, index), report);
  }
  return true;
}

/** The timer of TimeoutSeconds was armed by the first record, which nothing delivers again: where it was lost, this ends it. */
async function timeOut(runtime: Runtime, { state, step }: StepRecord): Promise<boolean> {
  if (state.child || hasEnded(state)) return false;
  const { TimeoutSeconds } = (await machineOf(runtime, state)).definition;
  if (TimeoutSeconds === undefined) return false;
  const { redrive, startedAt } = state;
  if (runtime.ports.clock.now() < (redrive?.at ?? startedAt) + TimeoutSeconds * 1000) return false;
  const event = { type: 'ExecutionTimedOut', redrives: redrive?.count ?? 0 } as const;
  const message = { execution: state.id, event };
  await runStep(runtime, message, `sweep of ${state.id}#${step}`);
  return true;
}

/** A timer that is due later is armed; one that is overdue by more than an invocation was lost. */
function waitsForTimer({ state }: StepRecord, now: number): boolean {
  const waiting = state.current?.waiting;
  return (waiting?.for === 'timer' || waiting?.for === 'retry') && waiting.until > now;
}

async function* pages<T>(
  read: (after?: string) => Promise<{ items: T[]; next?: string }>,
): AsyncGenerator<T> {
  let after: string | undefined;
  do {
    const page = await read(after);
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
