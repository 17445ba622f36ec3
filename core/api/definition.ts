/** The check that every definition passes before it is stored. */

import { describe, isRefused, type Problem, validate } from '../asl/validate/index.ts';
import type { JsonObject } from '../json.ts';
import type { MachineRecord } from '../ports.ts';
import { resourceProblem } from '../runtime/prepare-call.ts';
import { ApiError } from './errors.ts';
import { requiredText, text } from './shape.ts';

const rules = { min: 1, max: 1_048_576 };

export const requiredDefinition = () => requiredText(rules);
export const optionalDefinition = () => text(rules);

/** @throws {ApiError} InvalidDefinition with everything that is wrong, each with its place */
export async function checkDefinition(
  definition: string,
  type: MachineRecord['type'],
): Promise<void> {
  const { problems } = await validate(definition, type, resourceProblem);
  if (isRefused(problems)) throw invalidDefinition(problems);
}

export function invalidDefinition(problems: readonly Problem[]): ApiError {
  return new ApiError(
    'InvalidDefinition',
    `Invalid State Machine Definition: '${describe(problems)}'`,
  );
}

/** The variables that each state of a stored definition reads; undefined where none does. */
export async function variableReferencesOf(
  definition: string,
  type?: MachineRecord['type'],
): Promise<JsonObject | undefined> {
  const { variableReferences = {} } = await validate(definition, type);
  return Object.keys(variableReferences).length > 0 ? variableReferences : undefined;
}
