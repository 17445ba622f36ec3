/** What the exit codes of the CLI mean. */

import type { ExecutionStatus } from '../../core/engine/execution.ts';

export const EXIT = {
  SUCCEEDED: 0,
  FAILED: 1,
  USAGE: 2,
  INVALID_DEFINITION: 3,
  TIMED_OUT: 4,
  ABORTED: 5,
  UNREACHABLE: 6,
  INTERRUPTED: 130,
} as const;

/** For the help. */
export const EXIT_MEANINGS: readonly (readonly [number, string])[] = [
  [EXIT.SUCCEEDED, 'done; the execution SUCCEEDED'],
  [EXIT.FAILED, 'the execution FAILED, or a check did'],
  [EXIT.USAGE, 'the command was called wrongly, or names what there is not'],
  [EXIT.INVALID_DEFINITION, 'a definition is invalid'],
  [EXIT.TIMED_OUT, 'the execution TIMED_OUT'],
  [EXIT.ABORTED, 'the execution was ABORTED'],
  [EXIT.UNREACHABLE, 'the endpoint cannot be reached, or denies access'],
  [EXIT.INTERRUPTED, 'interrupted by Ctrl-C'],
];

/** The code that tells how an execution ended. */
export function exitCodeOf(status: ExecutionStatus | string): number {
  switch (status) {
    case 'FAILED':
      return EXIT.FAILED;
    case 'TIMED_OUT':
      return EXIT.TIMED_OUT;
    case 'ABORTED':
      return EXIT.ABORTED;
    default:
      return EXIT.SUCCEEDED;
  }
}
