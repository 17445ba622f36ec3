/** A UUID that belongs to one attempt of a task: repetitions of it have the same, no other attempt has. */

import { createHash } from 'node:crypto';

/** @param attempt the attempt, as its origin names it */
export function attemptId(attempt: string): string {
  const hex = createHash('sha256').update(attempt).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
