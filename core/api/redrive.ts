/** The redrive of an execution, whichever door asked for it. */

import { executionArn } from '../arn.ts';
import type { Edits } from '../engine/events.ts';
import type { Timestamp } from '../engine/execution.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Json } from '../json.ts';
import { redriveExecution } from '../runtime/redrive-execution.ts';
import { keepDefinition } from './edited-definition.ts';
import { ApiError, executionDoesNotExist } from './errors.ts';
import type { ApiContext } from './operation.ts';

export interface AskedRedrive {
  id: string;
  clientToken?: string;
  /** In the place of the input of the state that it stands at. */
  input?: Json;
  /** In the place of its definition. */
  definition?: string;
}

/**
 * Lets an execution go on from where it ended without success.
 *
 * @returns when it was redriven
 * @throws {ApiError} ExecutionDoesNotExist, ExecutionNotRedrivable; what is wrong with the changes
 */
export async function redrive(
  context: ApiContext,
  { id, clientToken, input, definition }: AskedRedrive,
): Promise<Timestamp> {
  const { runtime, newId } = context;
  const arn = executionArn(runtime.settings.home, id);
  const given = input !== undefined && { input };
  const edit = async ({ state }: StepRecord): Promise<Edits> => {
    const { stood } = state;
    if (definition === undefined || !stood) return { ...given };
    const waitsFor = stood.waiting?.for;
    const hasChildren = waitsFor === 'children' || waitsFor === 'results';
    const resumes = input === undefined && hasChildren;
    return { ...given, revision: await keepDefinition(context, state, stood, definition, resumes) };
  };
  const done = await redriveExecution(runtime, {
    execution: id,
    deliveryId: newId(),
    edit,
    ...(clientToken !== undefined && { clientToken }),
  });
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
