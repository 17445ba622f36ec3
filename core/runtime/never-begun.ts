/** Executions whose start died before their first record, and was not asked for again. */

import type { Head } from '../ports.ts';
import type { Runtime } from './runtime.ts';

/**
 * Takes an execution that has no record out of the lists, once whoever was to write the first one can live no more.
 *
 * @returns whether that was so
 */
export async function dropNeverBegun({ ports, settings }: Runtime, head: Head): Promise<boolean> {
  if (ports.clock.now() - head.startedAt <= settings.longestInvocationMs) return false;
  await ports.store.dropHead(head.id);
  return true;
}
