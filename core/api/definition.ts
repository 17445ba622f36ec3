/** The check that every definition passes before it is stored. */

import { describe, validate } from '../asl/validate/index.ts';
import type { MachineRecord } from '../ports.ts';
import { ApiError } from './errors.ts';
import { requiredText, text } from './shape.ts';

const rules = { min: 1, max: 1_048_576 };

export const requiredDefinition = () => requiredText(rules);
export const optionalDefinition = () => text(rules);

/** @throws {ApiError} InvalidDefinition with everything that is wrong, each with its place */
export function checkDefinition(definition: string, type: MachineRecord['type']): void {
  const { problems } = validate(definition, type);
  if (!problems.some(({ severity }) => severity === 'ERROR')) return;
  throw new ApiError(
    'InvalidDefinition',
    `Invalid State Machine Definition: '${describe(problems)}'`,
  );
}
