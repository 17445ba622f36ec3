/** Changes how a Map Run that runs goes on: how many children at a time, and how many may fail. */

import type { MapRunRecord } from '../ports.ts';
import { exceedsTolerance, joinOfRoster, resizeMapRun, rosterOf } from './map-runs.ts';
import type { Runtime } from './runtime.ts';

export type MapRunSettings = Partial<
  Pick<MapRunRecord, 'concurrency' | 'toleratedCount' | 'toleratedPercentage'>
>;

/** Changes what is given; what has failed already may be too much from now on. */
export async function updateMapRun(
  runtime: Runtime,
  run: MapRunRecord,
  settings: MapRunSettings,
): Promise<void> {
  const { store, invoker } = runtime.ports;
  await store.changeMapRun(run.name, settings);
  const changed = { ...run, ...settings };
  if (settings.concurrency !== undefined) await resizeMapRun(runtime, changed);
  const roster = rosterOf(changed);
  if (roster && (await exceedsTolerance(runtime.ports, run.name))) {
    const event = { type: 'MapRunExceeded', join: joinOfRoster(roster) } as const;
    await invoker.invoke({ execution: run.execution, event });
  }
}
