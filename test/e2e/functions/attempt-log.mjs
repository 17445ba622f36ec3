/** Writes every attempt's key into the file that the test names, so that it can count them. */

import { appendFileSync } from 'node:fs';

export function logAttempt(context) {
  const key = context.clientContext?.custom?.idempotencyKey;
  appendFileSync(process.env.ATTEMPTS_FILE, `${key}\n`);
}
