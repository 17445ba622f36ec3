/** The input that an execution is started with: JSON within limits. */

import { describeJsonError } from '../asl/validate/json-error.ts';
import { type Json, parseJson } from '../json.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { ApiError, validationError } from './errors.ts';
import { constraint, shorten } from './shape.ts';

const DEFAULT_LIMIT = 25 * 1024 * 1024;

/** The most bytes that the input of an execution may have. */
export function inputLimit({ settings }: Runtime): number {
  return settings.payloadLimit ?? DEFAULT_LIMIT;
}

/**
 * The input in a text.
 *
 * @throws {ApiError} InvalidExecutionInput, or ValidationException when it is too long
 */
export function parseExecutionInput(runtime: Runtime, text: string): Json {
  checkInputLength(text, inputLimit(runtime));
  if (text.trim() === '') throw invalidInput('Invalid execution input.');
  const error = describeJsonError(text);
  if (error) throw invalidInput(error.message);
  return parseJson(text);
}

/** @throws {ApiError} ValidationException when the text has more bytes than that */
export function checkInputLength(text: string, limit: number): void {
  if (Buffer.byteLength(text) <= limit) return;
  const rule = `Member must have length less than or equal to ${limit}`;
  const problem = constraint(`'${shorten(text)}'`, 'input', rule);
  throw validationError(`1 validation error detected: ${problem}`);
}

function invalidInput(problem: string): ApiError {
  return new ApiError(
    'InvalidExecutionInput',
    `Invalid State Machine Execution Input: '${problem}'`,
  );
}
