/** The context object of a state that is tested by itself. */

import { executionArn } from '../arn.ts';
import { contextObject } from '../engine/context-object.ts';
import type { Env } from '../engine/decision.ts';
import type { Current, Execution } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { Machine } from '../engine/machine.ts';
import { isObject, type JsonObject } from '../json.ts';

/** As of an Express execution, but for its id: AWS gives that without the run. */
export function testContext(
  machine: Machine,
  execution: Execution,
  current: Current,
  { executionInput, home }: Env,
): JsonObject {
  const context = contextObject(machine, execution, current, executionInput, home);
  const { run } = rootOf(execution.id);
  const Id = executionArn(home, execution.id).slice(0, -`:${run}`.length);
  return {
    ...context,
    Execution: { ...(isObject(context.Execution) && context.Execution), Id },
  };
}
