/** What a decision needs from outside the record. */

import type { Env } from '../engine/decision.ts';
import type { Execution } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { Machine } from '../engine/machine.ts';
import type { Runtime } from './runtime.ts';

/** The time, and the execution's input where the state may show it. */
export async function envOf(
  { ports, settings }: Runtime,
  machine: Machine,
  execution: Execution,
): Promise<Env> {
  const { home, payloadLimit } = settings;
  const shown = machine.states.get(execution.current?.name ?? '')?.readsContext;
  const first = shown ? await ports.store.read(rootOf(execution.id).id, 0) : undefined;
  return {
    now: ports.clock.now(),
    home,
    ...(payloadLimit !== undefined && { payloadLimit }),
    executionInput: first?.state.current?.input ?? {},
  };
}
