/** Writes the first records of children. */

import type { Execution } from '../engine/execution.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Runtime } from './runtime.ts';

/** Children stand before their first state, and have no history yet. They follow from the record. */
export function createChildren(
  { ports }: Runtime,
  { committedBy, committedAt }: StepRecord,
  children: Execution[],
): Promise<void> {
  return ports.store.createChildren(
    children.map((state) => ({
      step: 0,
      state,
      history: [],
      commands: [],
      committedBy,
      committedAt,
    })),
  );
}
