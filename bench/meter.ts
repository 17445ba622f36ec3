/** A meter: what a stretch of work has counted and taken, per unit. */

import { type Counts, perUnit } from './counter.ts';
import type { Pump } from './pump.ts';

export interface FlatRow {
  /** History length, items, or executions. */
  size: number;
  /** Per step, item, or execution. */
  counts: Counts;
  /** Microseconds of CPU of this process, the client of DynamoDB included, the engine of DynamoDB not. */
  cpu: number;
  /** The most that was held between two steps which make children, in MB beyond what there was before. */
  memory?: number;
}

/** Counts and CPU from now on; the row is per unit. */
export function startMeter(pump: Pump): (size: number, units: number) => FlatRow {
  pump.counter.take();
  const before = process.cpuUsage();
  return (size, units) => {
    const { user, system } = process.cpuUsage(before);
    return {
      size,
      counts: perUnit(pump.counter.take(), undefined, units),
      cpu: (user + system) / units,
    };
  };
}
