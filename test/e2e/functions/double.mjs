/** Doubles a number, in a while. */

import { setTimeout as pause } from 'node:timers/promises';
import { logAttempt } from './attempt-log.mjs';

export async function handler({ n }, context) {
  logAttempt(context);
  await pause(150);
  return { n: n * 2 };
}
