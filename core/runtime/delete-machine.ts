/** The deletion of a state machine that is marked for it: what runs is stopped, then the machine is taken away. */

import type { Head, MachineRecord } from '../ports.ts';
import { dropNeverBegun } from './never-begun.ts';
import type { Runtime } from './runtime.ts';
import { stopExecution } from './stop-execution.ts';

const STOPPED_AT_ONCE = 20;

/**
 * Goes on with the deletion of a machine that is `DELETING`, from wherever an earlier pass died; one that is gone by now is
 * left alone, and so is a machine that has taken its name since. It stays while an execution of it may be about to begin:
 * then another pass has to follow.
 *
 * @returns how many executions there were to stop
 */
export async function deleteMachine(runtime: Runtime, machine: MachineRecord): Promise<number> {
  const { machines, store } = runtime.ports;
  let found = 0;
  let isQuiet = true;
  let after: string | undefined;
  do {
    const query = { machine: machine.name, status: 'RUNNING', limit: STOPPED_AT_ONCE } as const;
    const page = await store.heads(after === undefined ? query : { ...query, after });
    // Asked after the page was read: what is in it can then belong to no later machine.
    const now = await machines.get(machine.name);
    if (now?.createdAt !== machine.createdAt) return found;
    const stopped = await Promise.all(page.items.map((head) => stop(runtime, machine, head)));
    isQuiet &&= stopped.every(Boolean);
    found += page.items.length;
    after = page.next;
  } while (after !== undefined);
  if (isQuiet) await machines.delete(machine);
  return found;
}

/** False: its start may be about to write its first record. */
async function stop(
  runtime: Runtime,
  { name, createdAt }: MachineRecord,
  head: Head,
): Promise<boolean> {
  const deliveryId = `deletion of ${name} of ${createdAt}`;
  const stoppedAt = await stopExecution(runtime, head.id, {}, deliveryId);
  return stoppedAt !== undefined || dropNeverBegun(runtime, head);
}
