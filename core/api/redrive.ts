/** The redrive of an execution, whichever door asked for it. */

import { executionArn } from '../arn.ts';
import type { Timestamp } from '../engine/execution.ts';
import { redriveExecution } from '../runtime/redrive-execution.ts';
import { ApiError, executionDoesNotExist } from './errors.ts';
import type { ApiContext } from './operation.ts';

export interface AskedRedrive {
  id: string;
  clientToken?: string;
}

/**
 * Lets an execution go on from where it ended without success.
 *
 * @returns when it was redriven
 * @throws {ApiError} ExecutionDoesNotExist, ExecutionNotRedrivable
 */
export async function redrive(
  { runtime, newId }: ApiContext,
  { id, ...asked }: AskedRedrive,
): Promise<Timestamp> {
  const arn = executionArn(runtime.settings.home, id);
  const deliveryId = newId();
  const done = await redriveExecution(runtime, { execution: id, deliveryId, ...asked });
  switch (done.outcome) {
    case 'redriven':
      return done.at;
    case 'missing':
      throw executionDoesNotExist(arn);
    case 'refused':
      throw new ApiError(
        'ExecutionNotRedrivable',
        `Execution ${arn} invalid for redrive as: ${done.reason}`,
      );
  }
}
