/** The size that a document may have on its way from state to state. */

import { StatesError } from '../asl/errors.ts';
import { isLongerThan, type Json, textOf } from '../json.ts';

/**
 * Where no limit is set there is still this one, in bytes: a loop that doubles its document at every turn would else
 * exhaust the memory of the process, and with it everybody's executions.
 */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

/** @throws {StatesError} `States.DataLimitExceeded` where the value's text is longer, or nests too deep to be written */
export function checkSize(value: Json, state: string, limit = MAX_DOCUMENT_BYTES): void {
  if (!isLongerThan(value, limit) && isWritable(value, limit)) return;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    true,
  );
}

function isWritable(value: Json, limit: number): boolean {
  try {
    return Buffer.byteLength(textOf(value)) <= limit;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
