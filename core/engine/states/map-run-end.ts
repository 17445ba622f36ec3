/** How a state says that its Map Run is over. */

import type { Failure } from '../../asl/errors.ts';
import type { Command } from '../commands.ts';
import type { HistoryEvent } from '../history-event.ts';
import type { Reply } from './type.ts';

/** What the history says of the end of a Map Run that has gone well. */
export const SUCCEEDED: HistoryEvent[] = [
  { type: 'MapRunSucceeded' },
  { type: 'MapStateSucceeded' },
];

const TOO_MANY: Failure = {
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

/** The failure of a state whose Map Run has failed: unless told otherwise, as too many of its items have. */
export function mapRunFailed(failure = TOO_MANY, commands: Command[] = []): Reply {
  return {
    type: 'failed',
    failure,
    commands,
    history: [{ type: 'MapRunFailed', details: { ...failure } }],
    finalHistory: [{ type: 'MapStateFailed' }],
  };
}
