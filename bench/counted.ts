/** What one state of each type uses, counted: the difference between a chain of ten and a chain of twenty. */

import type { Json, JsonObject } from '../core/json.ts';
import { type Counts, perUnit } from './counter.ts';
import type { Pump } from './pump.ts';
import * as workloads from './workloads.ts';

export interface CountedRow {
  what: string;
  counts: Counts;
  /** State transitions as Step Functions bills them. */
  transitions: number;
}

const CHAINS: [string, workloads.StateOf, number][] = [
  ['Pass', workloads.pass, 1],
  ['Choice', workloads.choice, 1],
  ['Task (Lambda)', workloads.task, 1],
  ['Wait of 30 s', workloads.wait, 1],
  ['Wait of a day', workloads.longWait, 1],
  ['Parallel, two branches of a Pass', workloads.parallel, 3],
];

type Count = (definition: JsonObject, input: Json) => Promise<Counts>;

/** A row for each state type, for what an execution costs beside its states, and for workflows of ten steps. */
export async function countStates(pump: Pump): Promise<CountedRow[]> {
  const count = counterOf(pump);
  const rows: CountedRow[] = [];
  for (const [what, stateOf, transitions] of CHAINS) {
    const ten = await count(workloads.chain(10, stateOf), workloads.ORDER);
    const twenty = await count(workloads.chain(20, stateOf), workloads.ORDER);
    rows.push({ what, counts: perUnit(twenty, ten, 10), transitions });
  }
  const few = await count(workloads.mapOver(0), workloads.itemsOf(10));
  const many = await count(workloads.mapOver(0), workloads.itemsOf(60));
  rows.push({ what: 'Map, one item with a Pass', counts: perUnit(many, few, 50), transitions: 1 });

  const ten = await count(workloads.chain(10, workloads.pass), workloads.ORDER);
  const twenty = await count(workloads.chain(20, workloads.pass), workloads.ORDER);
  const tenPasses = perUnit(twenty, ten, 1);
  rows.push({ what: 'start and end', counts: perUnit(ten, tenPasses, 1), transitions: 0 });
  rows.push({ what: 'ten Passes, start and end', counts: ten, transitions: 10 });
  const mixed = await count(workloads.realistic(), workloads.ORDER);
  rows.push({
    what: 'six Tasks, two Choices, a Pass, a Wait of 30 s, start and end',
    counts: mixed,
    transitions: 10,
  });
  return rows;
}

/** The same of a stack that fuses states. */
export async function countFused(pump: Pump): Promise<CountedRow[]> {
  const count = counterOf(pump);
  const twenty = await count(workloads.chain(20, workloads.pass), workloads.ORDER);
  const sixty = await count(workloads.chain(60, workloads.pass), workloads.ORDER);
  const few = await count(workloads.mapOver(0), workloads.itemsOf(10));
  const many = await count(workloads.mapOver(0), workloads.itemsOf(60));
  return [
    { what: 'fused: Pass', counts: perUnit(sixty, twenty, 40), transitions: 1 },
    { what: 'fused: Map, one item with a Pass', counts: perUnit(many, few, 50), transitions: 1 },
    {
      what: 'fused: ten Passes, start and end',
      counts: await count(workloads.chain(10, workloads.pass), workloads.ORDER),
      transitions: 10,
    },
    {
      what: 'fused: six Tasks, two Choices, a Pass, a Wait of 30 s, start and end',
      counts: await count(workloads.realistic(), workloads.ORDER),
      transitions: 10,
    },
  ];
}

function counterOf(pump: Pump): Count {
  let runs = 0;
  return async (definition, input) => {
    const machine = `counted-${++runs}`;
    await pump.createMachine(machine, definition);
    // The first run reads the definition, which an execution environment then keeps.
    for (const name of ['warm', '7c0b0d3c-6f3e-4d6f-8a53-0f6c7f9f1d11']) {
      pump.counter.take();
      await pump.start(machine, name, input);
      await pump.run();
    }
    return pump.counter.take();
  };
}
