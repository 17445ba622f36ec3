/** Definitions by which single executions go on, or begin: kept as revisions that their machine does not take on. */

import { readDefinition } from '../asl/read-definition.ts';
import type { Definition } from '../asl/types.ts';
import { misfit } from '../engine/edited-definition.ts';
import type { Current, Execution } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import { machineOf } from '../runtime/load-machine.ts';
import { checkDefinition } from './definition.ts';
import { executionDoesNotExist, validationError } from './errors.ts';
import type { ApiContext } from './operation.ts';

/**
 * Checks an edited definition and keeps it.
 *
 * @param resumes whether the execution goes on with the children of the state that it stands at
 * @returns the revision
 * @throws {ApiError} InvalidDefinition; ValidationException where the execution cannot go on by it
 */
export async function keepDefinition(
  { runtime, newId }: ApiContext,
  execution: Execution,
  current: Current,
  definition: string,
  resumes: boolean,
): Promise<string> {
  await checkDefinition(definition, 'STANDARD');
  const { ports } = runtime;
  const { machine } = rootOf(execution.id);
  const before = await machineOf(runtime, execution);
  const after = readDefinition(definition) as unknown as Definition;
  const problem = misfit(current, before.definition, after, resumes);
  if (problem !== undefined) throw validationError(problem);
  const original = await ports.machines.revision(machine, execution.revision);
  if (!original) throw executionDoesNotExist(execution.id);
  const id = newId();
  const updatedAt = ports.clock.now();
  await ports.machines.addRevision(machine, { ...original, id, definition, updatedAt });
  return id;
}
