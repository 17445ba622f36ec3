/** Whether a mocked result is one that the task's service may give. */

import { StatesError } from '../asl/errors.ts';
import type { State } from '../asl/types.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import { integrationOf } from '../integrations/index.ts';
import type { Call } from '../integrations/integration.ts';
import type { Json } from '../json.ts';
import type { Runtime } from './runtime.ts';

/**
 * The first thing that is wrong with it, in AWS's words; `undefined` where there is none. What a job or somebody else
 * brings has no shape of its own, nor has what a function answers.
 *
 * @param complete whether everything must be there that every result of the action has
 */
export async function wrongInMock(
  { ports }: Runtime,
  state: State,
  result: Json,
  complete: boolean,
): Promise<string | undefined> {
  if (state.Type !== 'Task') return undefined;
  const { pattern, service } = taskResourceOf(state.Resource);
  if (pattern !== 'call' || service.split(':')[2] === 'lambda') return undefined;
  const call = callOf(service);
  return call && ports.tasks.checkResult(call, result, complete);
}

/** Which action the resource calls; what with is of no matter. */
function callOf(resource: string): Call | undefined {
  const origin = { resource, executionArn: '', stateMachineArn: '', attempt: '' };
  try {
    return integrationOf(resource)?.call({}, origin);
  } catch (thrown) {
    if (thrown instanceof StatesError) return undefined;
    throw thrown;
  }
}
