/** The input that an execution is started with: JSON within limits. */

import { describeJsonError } from '../asl/validate/json-error.ts';
import { type Json, parseJson } from '../json.ts';
import { ApiError, validationError } from './errors.ts';

const DEFAULT_LIMIT = 25 * 1024 * 1024;

/**
 * The input in a text; `{}` when there is none.
 *
 * @param limit the most bytes that it may have
 * @throws {ApiError} InvalidExecutionInput, or ValidationException when it is too long
 */
export function parseExecutionInput(limit: number | undefined = DEFAULT_LIMIT, text = '{}'): Json {
  if (Buffer.byteLength(text) > limit) {
    throw validationError(
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
    );
  }
  if (text.trim() === '') throw invalidInput('Invalid execution input.');
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw invalidInput(describeJsonError(text)?.message ?? error.message);
  }
}

function invalidInput(problem: string): ApiError {
  return new ApiError(
    'InvalidExecutionInput',
    `Invalid State Machine Execution Input: '${problem}'`,
  );
}
