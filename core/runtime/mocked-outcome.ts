/** What a test case puts in the place of a Task's work. */

import type { Execution } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { Outcome } from '../integrations/integration.ts';
import type { Runtime } from './runtime.ts';

/** The outcome of the current attempt; `undefined` where the Task is to be done. */
export function mockedOutcome(
  { ports: { mocks } }: Runtime,
  { id, testCase, current }: Execution,
): Outcome | undefined {
  if (testCase === undefined || !mocks || !current) return undefined;
  return mocks.outcomeOf({
    machine: rootOf(id).machine,
    testCase,
    state: current.name,
    attempt: (current.retries ?? []).reduce((sum, count) => sum + count, 0),
  });
}
