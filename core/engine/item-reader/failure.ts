/** The failure of an ItemReader. */

import { StatesError } from '../../asl/errors.ts';

/** @param cause the whole cause, to which nothing is added */
export function readerFailed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause, true);
}
