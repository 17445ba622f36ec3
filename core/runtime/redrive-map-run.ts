/** Lets a Map Run go on with those of its children that have not succeeded. */

import type { MapRun } from '../engine/execution.ts';
import { mapRunNameOf } from '../engine/map-run-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { MapRunChange, MapRunChildren } from '../ports.ts';
import { atOnce, joinOfRoster, startTurns } from './map-runs.ts';
import type { Runtime } from './runtime.ts';
import { unsuccessfulChildren } from './unsuccessful-children.ts';

/**
 * Opens a roster of its own for the round. Who is in it is decided once: whoever comes again finds it open. A Map Run that
 * has gone on to a later round is left alone.
 */
export async function redriveMapRun(
  runtime: Runtime,
  { state, committedAt }: StepRecord,
  { arn, redrives = 0 }: MapRun,
  children: MapRunChildren,
): Promise<void> {
  const { ports } = runtime;
  const { store, invoker } = ports;
  const name = mapRunNameOf(arn);
  const run = await store.mapRun(name);
  if (!run || run.redriveCount > redrives) return;
  if (run.redriveCount < redrives) {
    const change: MapRunChange = {
      status: 'RUNNING',
      redriveCount: redrives,
      redrivenAt: committedAt,
      written: { executions: 0, items: 0 },
      children,
    };
    await store.changeMapRun(name, change, run.redriveCount);
  }
  const roster = { execution: state.id, step: children.step, round: children.round };
  const { work, earlier } = await unsuccessfulChildren(store, roster, children);
  const waiting = children.total - earlier.executions;
  const most = Math.min(atOnce(run.concurrency), waiting);
  await startTurns(ports, roster, await store.openRoster(roster, work, most, earlier));
  if (waiting > 0) return;
  const event = { type: 'ChildrenCompleted', join: joinOfRoster(roster) } as const;
  await invoker.invoke({ execution: state.id, event });
}
