/** All that one run of the benchmarks has measured. */

import type { ConsoleSpeed } from './console.ts';
import type { CountedRow } from './counted.ts';
import type { EngineCpu } from './engine-cpu.ts';
import type { Flatness } from './flatness.ts';
import type { LocalSpeed } from './local-speed.ts';
import type { Startup } from './startup.ts';

export interface Results {
  /** ISO date of the run. */
  date: string;
  node: string;
  machine: string;
  command: string;
  counted: CountedRow[];
  engine: EngineCpu;
  startup: Startup;
  local: LocalSpeed;
  flatness: Flatness;
  console: ConsoleSpeed;
}
