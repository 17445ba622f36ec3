/** How a history is read as visits to states. */

import { expect, it } from 'vitest';
import { readEvent } from '../../console/src/history/event.ts';
import { summaryOf, within } from '../../console/src/history/summary.ts';
import { Visits } from '../../console/src/history/visits.ts';
import type { JsonObject } from '../../core/json.ts';
import { ApiWorld } from '../api/api-world.ts';
import { FAILS, MAPS } from './machines.ts';

async function visitsOf(definition: string, input: JsonObject): Promise<Visits> {
  const world = new ApiWorld();
  const machine = await world.createMachine('m', JSON.parse(definition));
  const executionArn = await world.start(machine, input);
  await world.run();
  const { events } = await world.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
  const visits = new Visits();
  visits.add(Array.isArray(events) ? events.map((event) => readEvent(Object(event))) : []);
  return visits;
}

it('knows the state that failed', async () => {
  const visits = await visitsOf(FAILS, {});
  expect([...visits.all.values()].map(({ name, status }) => [name, status])).toEqual([
    ['Check', 'SUCCEEDED'],
    ['Refuse', 'FAILED'],
  ]);
});

it('puts the states of an iteration into it, and what failed up to the Map', async () => {
  const visits = await visitsOf(MAPS, { orders: [{ total: 1 }, { total: 500 }] });
  const all = [...visits.all.values()];
  const iterations = all.filter(({ type }) => type === 'Iteration');
  expect(iterations.map(({ index, status }) => [index, status])).toEqual([
    [0, 'SUCCEEDED'],
    [1, 'FAILED'],
  ]);
  const second = within(visits.all, iterations[1]?.id ?? 0);
  const summaries = summaryOf(second, 0);
  expect([...summaries].map(([name, { status }]) => [name, status])).toEqual([
    ['Each order', 'FAILED'],
    ['Big?', 'SUCCEEDED'],
    ['Too much', 'FAILED'],
  ]);
});

it('reads on where it stopped, and nothing twice', async () => {
  const whole = await visitsOf(FAILS, {});
  const again = await visitsOf(FAILS, {});
  again.add([{ id: 1, previousEventId: 0, timestamp: 0, type: 'ExecutionStarted', details: {} }]);
  expect([...again.all.keys()]).toEqual([...whole.all.keys()]);
});
