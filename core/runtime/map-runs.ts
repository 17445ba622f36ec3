/** Map Runs: their beginning and end, and the children that get their turn, leave and are stopped. */

import type { Command } from '../engine/commands.ts';
import { hasEnded, type MapRun } from '../engine/execution.ts';
import { childId, kinshipOf, rootOf } from '../engine/execution-id.ts';
import { mapRunNameOf } from '../engine/map-run-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { MapRunChildren, MapRunRecord, Ports, Roster, Turn } from '../ports.ts';
import { inBatches } from './in-batches.ts';
import type { Runtime } from './runtime.ts';

/** As many children as run at a time where no number is given, or a larger one. */
const MOST_AT_ONCE = 10_000;

/** Keeps a Map Run that a step has begun. */
export function openMapRun(
  { ports }: Runtime,
  { state, committedAt }: StepRecord,
  { arn, concurrency = 0, count = 0, percentage = 0 }: MapRun,
): Promise<void> {
  return ports.store.openMapRun({
    name: mapRunNameOf(arn),
    execution: state.id,
    status: 'RUNNING',
    startedAt: committedAt,
    concurrency,
    toleratedCount: count,
    toleratedPercentage: percentage,
    redriveCount: 0,
  });
}

/** Keeps its end, unless it has been redriven since. */
export async function closeMapRun(
  { ports: { store } }: Runtime,
  { committedAt }: StepRecord,
  { arn, status, redrives = 0 }: Extract<Command, { type: 'CloseMapRun' }>,
): Promise<void> {
  const name = mapRunNameOf(arn);
  const run = await store.mapRun(name);
  if (!run || run.redriveCount > redrives) return;
  await store.changeMapRun(name, { status, stoppedAt: committedAt }, run.redriveCount);
}

/** Starts as many of the children, which have been made, as may run at a time. */
export async function startMapRun(
  runtime: Runtime,
  { state }: StepRecord,
  { arn, concurrency }: MapRun,
  made: Omit<MapRunChildren, 'round'>,
): Promise<void> {
  const { store } = runtime.ports;
  const name = mapRunNameOf(arn);
  const run = await store.mapRun(name);
  // What a redrive has set since holds.
  if (run?.redriveCount) return;
  await store.changeMapRun(name, { children: { ...made, round: 0 } }, 0);
  const roster = { execution: state.id, step: made.step, round: 0 };
  const most = atOnce(run?.concurrency ?? concurrency ?? 0);
  const turns = await store.openRoster(roster, [[0, made.total]], Math.min(most, made.total));
  await startTurns(runtime.ports, roster, turns);
}

/** Lets more or fewer of its children run at a time from now on. One that runs drops the message which starts it again. */
export async function resizeMapRun({ ports }: Runtime, run: MapRunRecord): Promise<void> {
  const roster = rosterOf(run);
  if (!roster) return;
  await startTurns(ports, roster, await ports.store.resizeRoster(roster, atOnce(run.concurrency)));
}

/** Ends what still runs of the children, and lets no more start. */
export async function stopMapRun({ store, invoker }: Ports, roster: Roster): Promise<void> {
  const { running, complete } = await store.closeRoster(roster);
  if (complete) {
    const event = { type: 'ChildrenCompleted', join: joinOfRoster(roster) } as const;
    await invoker.invoke({ execution: roster.execution, event });
  }
  await inBatches(running, ({ index, slot }) =>
    invoker.invoke({
      execution: childId(roster.execution, roster.step, index),
      event: { type: 'StopRequested', failure: {}, slot, round: joinOfRoster(roster) },
    }),
  );
}

/**
 * What follows from the end of a child: others start, too many have failed, or it was the last.
 *
 * @param place in the roster that it leaves, where that is not the one it has run in
 */
export async function leaveMapRun(
  { ports }: Runtime,
  { state }: StepRecord,
  place: { round?: number; slot?: number } = {},
): Promise<void> {
  const { store, invoker } = ports;
  const kinship = kinshipOf(state.id);
  const { child, status } = state;
  const { round = child?.redriven ?? 0, slot = child?.slot } = place;
  if (!kinship || !child || slot === undefined || !hasEnded(state) || status === 'RUNNING') {
    throw new Error(`${state.id} has no Map Run to leave`);
  }
  const { parent: execution, step, index } = kinship;
  const roster = { execution, step, round };
  const join = joinOfRoster(roster);
  const turn = { index, slot };
  const departure = await store.leaveRoster(roster, turn, status, child.items ?? 1);
  await startTurns(ports, roster, departure.turns);
  if (status === 'FAILED' || status === 'TIMED_OUT') {
    const name = `${rootOf(state.id).machine}/${child.execution}`;
    if (await exceedsTolerance(ports, name)) {
      return invoker.invoke({ execution, event: { type: 'MapRunExceeded', join } });
    }
  }
  if (departure.complete) {
    await invoker.invoke({ execution, event: { type: 'ChildrenCompleted', join } });
  }
}

/** Whether more of a Map Run's items have failed or timed out than may, by what it tolerates now. */
export async function exceedsTolerance({ store }: Ports, name: string): Promise<boolean> {
  const run = await store.mapRun(name);
  const roster = run && rosterOf(run);
  if (!run?.children || !roster) return false;
  const { items } = await store.tally(roster);
  const failed = items.FAILED + items.TIMED_OUT;
  const { toleratedCount: count, toleratedPercentage: percentage } = run;
  if (count === 0 && percentage === 0) return failed > 0;
  return (
    (count > 0 && failed > count) ||
    (percentage > 0 && failed * 100 > percentage * run.children.items)
  );
}

/** The roster of a Map Run whose children have been made. */
export function rosterOf({ execution, children }: MapRunRecord): Roster | undefined {
  return children && { execution, step: children.step, round: children.round };
}

/** How many children of a Map Run with that MaxConcurrency run at a time. */
export function atOnce(concurrency: number): number {
  return concurrency === 0 ? MOST_AT_ONCE : Math.min(concurrency, MOST_AT_ONCE);
}

/** The step that names the join which a roster stands for. */
export function joinOfRoster({ step, round }: Roster): number {
  return round === 0 ? step : round;
}

/** Lets children run who have got a turn; in a later round they go on, or begin anew. */
export function startTurns({ invoker }: Ports, roster: Roster, turns: Turn[]): Promise<void> {
  return inBatches(turns, ({ index, slot }) =>
    invoker.invoke(
      roster.round === 0
        ? {
            execution: childId(roster.execution, roster.step, index),
            step: 0,
            event: { type: 'StateReached', slot },
          }
        : {
            execution: childId(roster.execution, roster.step, index),
            event: { type: 'ChildRedriven', round: roster.round, slot },
          },
    ),
  );
}
