/** Whether a row of a CSV file costs the same in a file of any length: a distributed Map, and the memory that it takes to read. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { TaskRequest, TaskResponse } from '../core/ports.ts';
import { type FlatRow, startMeter } from './meter.ts';
import { createPump } from './pump.ts';
import * as workloads from './workloads.ts';

/** The same for all sizes: each has a table of its own. */
export async function overRows(sizes: number[]): Promise<FlatRow[]> {
  const rows: FlatRow[] = [];
  for (const size of sizes) rows.push(await readFile(size));
  return rows;
}

async function readFile(size: number): Promise<FlatRow> {
  const file = Buffer.from(
    `id,sku,title\n${Array.from({ length: size }, (_, row) => `${row},BK-${row},"The Art of the Loom"\n`).join('')}`,
  );
  const pump = await createPump({ concurrency: 16, answer: (request) => rangeOf(file, request) });
  try {
    await pump.createMachine('rows', workloads.mapOverFile());
    const before = heldBytes();
    let most = 0;
    const parts = Math.ceil(size / CHILDREN_PER_STEP);
    let steps = 0;
    pump.onStep = () => {
      // The first steps enter the Map and make its children, which only start behind them.
      if (++steps <= parts + 1) most = Math.max(most, heldBytes() - before);
    };
    const meter = startMeter(pump);
    await pump.start('rows', 'run', {});
    await pump.run();
    return { ...meter(size, size), memory: most / 1024 / 1024 };
  } finally {
    await pump.close();
  }
}

const CHILDREN_PER_STEP = 2000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heldBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function rangeOf(file: Buffer, { parameters }: TaskRequest): TaskResponse {
  const [from = 0, to = 0] = String(parameters.Range).slice('bytes='.length).split('-').map(Number);
  const output = {
    Body: file.subarray(from, to + 1).toString('base64'),
    ContentRange: `bytes ${from}-${Math.min(to, file.length - 1)}/${file.length}`,
    ETag: '"file"',
  };
  return { type: 'answered', status: 206, headers: {}, output };
}
