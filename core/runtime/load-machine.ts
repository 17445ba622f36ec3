/** The machine that an execution runs by: its revision, read once and kept. */

import { readDefinition } from '../asl/read-definition.ts';
import type { Definition } from '../asl/types.ts';
import type { Execution } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import { type Machine, prepareMachine } from '../engine/machine.ts';
import { loggingOf } from './logging.ts';
import type { Runtime } from './runtime.ts';

/** @throws {Error} when the revision is gone, which cannot be while the execution's records are kept */
export function machineOf(runtime: Runtime, { id, revision }: Execution): Promise<Machine> {
  return loadMachine(runtime, rootOf(id).machine, revision);
}

export function loadMachine(runtime: Runtime, name: string, revision: string): Promise<Machine> {
  return runtime.machines.get(name, revision, async () => {
    const stored = await runtime.ports.machines.revision(name, revision);
    if (!stored) throw new Error(`revision ${revision} of the state machine ${name} is gone`);
    const { roleArn, definition } = stored;
    const logging = loggingOf(stored.configuration);
    return prepareMachine(
      { name, revision, roleArn, ...(logging && { logging }) },
      readDefinition(definition) as unknown as Definition,
    );
  });
}
