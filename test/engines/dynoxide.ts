/** Dynoxide as a test engine: as local mode starts it, in memory. */

import { startTable } from '../../core/local/table.ts';
import { type Engine, engineAt, REGION, TABLE } from './engine.ts';

/** Starts dynoxide on a free port of this machine, with an empty table. */
export async function startDynoxide(): Promise<Engine> {
  const running = await startTable({
    name: TABLE,
    region: REGION,
    folder: undefined,
    onEnd: (reason) => {
      throw new Error(reason);
    },
  });
  return engineAt(running.url, running.close);
}
