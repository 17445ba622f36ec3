/** What a test case puts in the place of a Task's work. */

import type { StartTask } from '../engine/commands.ts';
import type { Execution } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { Outcome } from '../integrations/integration.ts';
import type { Runtime } from './runtime.ts';

/** The outcome of the current attempt; `undefined` where the Task is to be done. */
export async function mockedOutcome(
  { ports: { mocks } }: Runtime,
  { id, testCase, current }: Execution,
  { resource, arguments: args }: StartTask,
): Promise<Outcome | undefined> {
  if (!mocks || !current) return undefined;
  return mocks.outcomeOf({
    machine: rootOf(id).machine,
    execution: id,
    ...(testCase !== undefined && { testCase }),
    state: current.name,
    attempt: (current.retries ?? []).reduce((sum, count) => sum + count, 0),
    resource,
    arguments: args,
  });
}
