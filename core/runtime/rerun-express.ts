/** Runs the Express child of a Map Run anew, which a redrive of the Map Run lets start once more. */

import type { Event } from '../engine/events.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { runExpressChild } from './run-express.ts';
import type { Runtime } from './runtime.ts';

/**
 * @param last its last record
 * @returns the record that follows: that of its new end
 * @throws {Error} when a port fails, so that the child may be run again
 */
export async function rerunExpressChild(
  runtime: Runtime,
  last: StepRecord,
  { slot, round, revision }: Extract<Event, { type: 'ChildRedriven' }>,
  committedBy: string,
): Promise<StepRecord> {
  const { store, clock } = runtime.ports;
  const first = await store.read(last.state.id, 0);
  if (!first) throw new Error(`${last.state.id} has lost its first record`);
  const count = (last.state.redrive?.count ?? 0) + 1;
  const step = last.step + 1;
  const state = { ...first.state, redrive: { count, at: clock.now(), step } };
  const event = { type: 'StateReached', slot, round, revision } as const;
  const ended = await runExpressChild(runtime, { ...first, state }, event, committedBy);
  return { ...ended, step };
}
