/** What is done about joins: they are opened and closed, children start in them, leave them and report. */

import { beginChildren } from '../engine/begin-execution.ts';
import type { Command } from '../engine/commands.ts';
import type { Notice } from '../engine/events.ts';
import { joinOf, standingRound } from '../engine/execution.ts';
import { childId, kinshipOf } from '../engine/execution-id.ts';
import type { Machine } from '../engine/machine.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Join, Start } from '../ports.ts';
import { createChildren } from './create-children.ts';
import { envOf } from './env.ts';
import { inBatches } from './in-batches.ts';
import { machineOf } from './load-machine.ts';
import { leaveMapRun, startMapRun, stopMapRun } from './map-runs.ts';
import { redriveMapRun } from './redrive-map-run.ts';
import type { Runtime } from './runtime.ts';

/** A join, and the step that its children's ids bear: another one in the rounds of a redrive. */
interface Round extends Join {
  made: number;
}

/** Makes the children of a step, opens their join and starts as many as may run at a time. */
export async function startChildren(
  runtime: Runtime,
  machine: Machine,
  record: StepRecord,
  { count, concurrency, join }: Extract<Command, { type: 'StartChildren' }>,
): Promise<void> {
  const { step, state } = record;
  const waiting = state.current?.waiting;
  const mapRun = waiting && 'mapRun' in waiting ? waiting.mapRun : undefined;
  let items = mapRun?.items ?? count;
  if (join === undefined) items = await makeChildren(runtime, machine, record);
  if (mapRun) {
    const made = { step: joinOf(record) ?? step, total: count, items };
    return startMapRun(runtime, record, mapRun, made);
  }
  const made = join ?? step;
  await open(runtime, { execution: state.id, step: made, made, count, concurrency });
}

/**
 * Opens a new join for the children of an earlier step: each is told in its turn, and one that has succeeded leaves at once.
 * All are made again first, for whoever was to make them may have been too late.
 */
export async function redriveChildren(
  runtime: Runtime,
  record: StepRecord,
  { join: made, count, concurrency }: Extract<Command, { type: 'RedriveChildren' }>,
): Promise<void> {
  const { state, step } = record;
  const waiting = state.current?.waiting;
  const mapRun = waiting?.for === 'children' ? waiting.mapRun : undefined;
  let items = mapRun?.items ?? count;
  const maker = await runtime.ports.store.read(state.id, made);
  // Those that were made in parts were all there before the join opened.
  if (maker?.state.current?.waiting?.for === 'children') {
    items = await makeChildren(runtime, await machineOf(runtime, maker.state), maker);
  }
  if (mapRun) {
    const children = { step: made, round: step, total: count, items };
    return redriveMapRun(runtime, record, mapRun, children);
  }
  await open(runtime, { execution: state.id, step, made, count, concurrency });
}

/** @returns how many items they have between them */
async function makeChildren(
  runtime: Runtime,
  machine: Machine,
  record: StepRecord,
): Promise<number> {
  // Made again they are the same, whatever the time is now.
  const env = { ...(await envOf(runtime, machine, record)), now: record.committedAt };
  const children = await beginChildren(machine, record, env);
  await createChildren(runtime, record, children);
  return children.reduce((sum, { child }) => sum + (child?.items ?? 1), 0);
}

async function open(runtime: Runtime, round: Round): Promise<void> {
  const starts = await runtime.ports.store.openJoin(round);
  await inBatches(starts, (start) => startChild(runtime, round, start));
}

function startChild({ ports }: Runtime, round: Round, { index, slot }: Start): Promise<void> {
  const { execution: parent, made, step, count, concurrency } = round;
  const execution = childId(parent, made, index);
  const place = { slot, count, concurrency };
  return ports.invoker.invoke(
    made === step
      ? { execution, step: 0, event: { type: 'StateReached', ...place } }
      : { execution, event: { type: 'ChildRedriven', round: step, ...place } },
  );
}

/** Closes a join and stops the children that run in it. */
export async function stopChildren(
  { ports }: Runtime,
  execution: string,
  { step, made = step, count, concurrency, mapRun }: Extract<Command, { type: 'StopChildren' }>,
): Promise<void> {
  if (mapRun !== undefined) return stopMapRun(ports, { execution, step: made, round: mapRun });
  const running = await ports.store.closeJoin({ execution, step, count, concurrency });
  await inBatches(running, (index) =>
    ports.invoker.invoke({
      execution: childId(execution, made, index),
      event: { type: 'StopRequested', failure: {}, round: step },
    }),
  );
}

/** A success makes room for the next child or completes the join; a failure is the parent's business at once. */
export async function reportToParent(
  runtime: Runtime,
  { state }: StepRecord,
  succeeded: boolean,
): Promise<void> {
  const kinship = kinshipOf(state.id);
  const { slot, count, concurrency } = state.child ?? {};
  if (!kinship || slot === undefined || count === undefined || concurrency === undefined) {
    throw new Error(`${state.id} has no parent to report to`);
  }
  const { parent: execution, step: made, index } = kinship;
  const step = standingRound(state);
  if (!succeeded) {
    return runtime.ports.invoker.invoke({
      execution,
      event: { type: 'ChildFailed', join: step, index },
    });
  }
  await leave(runtime, { execution, step, made, count, concurrency }, { index, slot });
}

/** Whether the child has succeeded before the round, so that there is nothing left to do in it. */
export function hasSucceededBefore({ state }: StepRecord, round: number): boolean {
  return state.status === 'SUCCEEDED' && standingRound(state) < round;
}

/** Leaves the round that a child was to join which has succeeded before. */
export async function leaveAtOnce(
  runtime: Runtime,
  record: StepRecord,
  { round: step, slot, count, concurrency }: Extract<Notice, { type: 'ChildRedriven' }>,
): Promise<void> {
  const { state } = record;
  if (state.child?.kind === 'execution') {
    return leaveMapRun(runtime, record, { round: step, slot });
  }
  const kinship = kinshipOf(state.id);
  if (!kinship || count === undefined || concurrency === undefined) {
    throw new Error(`${state.id} has no join to leave`);
  }
  const { parent: execution, step: made, index } = kinship;
  await leave(runtime, { execution, step, made, count, concurrency }, { index, slot });
}

async function leave(runtime: Runtime, round: Round, { index, slot }: Start): Promise<void> {
  const { store, invoker } = runtime.ports;
  const departure = await store.leaveJoin(round, index, slot);
  if (departure.start) await startChild(runtime, round, departure.start);
  if (departure.complete) {
    const event = { type: 'ChildrenCompleted', join: round.step } as const;
    await invoker.invoke({ execution: round.execution, event });
  }
}
