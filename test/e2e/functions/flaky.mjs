/** Fails twice before it gives an answer. */

import { logAttempt } from './attempt-log.mjs';

export async function handler({ attempt, value }, context) {
  logAttempt(context);
  if (attempt < 2) {
    const error = new Error('not yet');
    error.name = 'NotYet';
    throw error;
  }
  return value;
}
