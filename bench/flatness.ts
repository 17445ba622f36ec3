/** Whether a step costs the same at any length of history, any number of items, any number of executions. */

import { type FlatRow, startMeter } from './meter.ts';
import { createPump, type Pump } from './pump.ts';
import { overRows } from './read-items.ts';
import * as workloads from './workloads.ts';

export interface Flatness {
  history: FlatRow[];
  mapItems: FlatRow[];
  executions: FlatRow[];
  readItems: FlatRow[];
}

/** @param largest no size beyond it is measured */
export async function measureFlatness(largest: number): Promise<Flatness> {
  const upTo = (sizes: number[]) => sizes.filter((size) => size <= largest);
  return {
    history: await withPump(1, (pump) => alongHistory(pump, upTo([10, 1000, 10_000, 100_000]))),
    mapItems: await withPump(16, (pump) => overItems(pump, upTo([10, 100, 1000, 10_000]))),
    readItems: await overRows(upTo([1000, 10_000, 100_000])),
    executions: await withPump(16, (pump) => amongExecutions(pump, upTo([10, 100, 1000, 10_000]))),
  };
}

/** One execution; around each length, a window of steps is measured. */
async function alongHistory(pump: Pump, lengths: number[]): Promise<FlatRow[]> {
  const longest = Math.max(...lengths);
  await pump.createMachine('loop', workloads.loop(longest));
  await warmUp(pump, 'loop', { count: longest - 1000, order: workloads.ORDER });
  const rows: FlatRow[] = [];
  let steps = 0;
  let meter = startMeter(pump);
  pump.onStep = () => {
    steps++;
    const size = lengths.find((length) => steps <= length + WINDOW / 2);
    if (size === undefined) return;
    const first = Math.max(0, size - WINDOW / 2);
    if (steps === first + 1) meter = startMeter(pump);
    if (steps === Math.min(size + WINDOW / 2, longest)) rows.push(meter(size, steps - first - 1));
  };
  await pump.start('loop', 'long', { count: 0, order: workloads.ORDER });
  await pump.run();
  pump.onStep = undefined;
  return rows;
}

const WINDOW = 400;

async function overItems(pump: Pump, counts: number[]): Promise<FlatRow[]> {
  await pump.createMachine('map', workloads.mapOver(40));
  await warmUp(pump, 'map', workloads.itemsOf(400));
  const rows: FlatRow[] = [];
  for (const count of counts) {
    // Small Maps are repeated, as one alone is too short to be measured.
    const times = Math.ceil(400 / count);
    const meter = startMeter(pump);
    for (let time = 0; time < times; time++) {
      await pump.start('map', `${count}-${time}`, workloads.itemsOf(count));
      await pump.run();
    }
    rows.push(meter(count, count * times));
  }
  return rows;
}

/** Executions of two states; the last of each number are measured, after those before have filled the table. */
async function amongExecutions(pump: Pump, numbers: number[]): Promise<FlatRow[]> {
  await pump.createMachine('two', workloads.chain(2, workloads.pass));
  const rows: FlatRow[] = [];
  let started = 0;
  const runMore = async (count: number) => {
    for (let run = 0; run < count; run++) {
      await pump.start('two', `run-${started++}`, workloads.ORDER);
    }
    await pump.run();
  };
  await warmUp(pump, 'two', workloads.ORDER);
  for (const number of numbers) {
    for (let missing = number - started; missing > 0; missing = number - started) {
      await runMore(Math.min(missing, 100));
    }
    const meter = startMeter(pump);
    await runMore(100);
    rows.push(meter(number, 100));
  }
  return rows;
}

async function warmUp(pump: Pump, machine: string, input: object): Promise<void> {
  for (let run = 0; run < 3; run++) {
    await pump.start(machine, `warm-${run}`, JSON.parse(JSON.stringify(input)));
    await pump.run();
  }
}

async function withPump<T>(concurrency: number, work: (pump: Pump) => Promise<T>): Promise<T> {
  const pump = await createPump({ concurrency });
  try {
    return await work(pump);
  } finally {
    await pump.close();
  }
}
