/** Which Retrier or Catcher takes a failure, and when the next attempt begins. https://states-language.net/#errors */

import type { Random } from './random.ts';
import type { Catcher, Retrier } from './types.ts';

/** The longest delay that the language knows, and the bound on a backoff without MaxDelaySeconds. */
const LONGEST_DELAY_SECONDS = 31_622_400;

/**
 * Whether a list of error names takes an error; an error may be without a name.
 *
 * `States.Runtime` is never taken, not even by its own name; `States.DataLimitExceeded` not by `States.ALL`.
 */
export function matchError(names: string[], error: string | undefined): boolean {
  if (error === 'States.Runtime') return false;
  return names.some((name) => name === error || covers(name, error));
}

/** The first Catcher that takes the error. */
export function findCatcher(
  catchers: Catcher[] | undefined,
  error: string | undefined,
): Catcher | undefined {
  return catchers?.find((catcher) => matchError(catcher.ErrorEquals, error));
}

/**
 * The first Retrier that takes the error and the seconds to wait before the next attempt, or undefined when none takes it
 * or its attempts are used up.
 *
 * @param counts how many attempts each Retrier has granted so far
 */
export function nextRetry(
  retriers: Retrier[],
  counts: number[],
  error: string | undefined,
  random: Random,
): { retrier: number; delaySeconds: number } | undefined {
  const index = retriers.findIndex((retrier) => matchError(retrier.ErrorEquals, error));
  const retrier = retriers[index];
  const count = counts[index] ?? 0;
  if (!retrier || count >= (retrier.MaxAttempts ?? 3)) return undefined;
  const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** count;
  const delay = Math.min(grown, retrier.MaxDelaySeconds ?? LONGEST_DELAY_SECONDS);
  const jitter = retrier.JitterStrategy === 'FULL' ? random.next() : 1;
  return { retrier: index, delaySeconds: delay * jitter };
}

function covers(name: string, error: string | undefined): boolean {
  switch (name) {
    case 'States.ALL':
      return error !== 'States.DataLimitExceeded';
    case 'States.TaskFailed':
      return error !== 'States.Timeout';
    case 'States.Timeout':
      return error === 'States.HeartbeatTimeout';
    default:
      return false;
  }
}
