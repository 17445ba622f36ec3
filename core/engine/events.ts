/** What happened: the one way in which anything enters an execution. */

import type { Failure } from '../asl/errors.ts';
import type { Json } from '../json.ts';

export type Event =
  /** The execution stands at a state that has not run yet; a child learns the slot that it runs in. */
  | { type: 'StateReached'; slot?: number }
  /** The time came that the state waited for: the end of a Wait or of a retry's backoff. */
  | { type: 'TimerFired' }
  | { type: 'TaskSucceeded'; output: Json }
  | { type: 'TaskFailed'; failure: Failure }
  /** Every child has ended well; `lastEventId` counts their history in. */
  | { type: 'ChildrenCompleted'; outputs: Json[]; lastEventId: number }
  | { type: 'ChildFailed'; index: number; failure: Failure; lastEventId: number }
  /** `lastEventId` counts the history of children in, where it waits for some. */
  | { type: 'StopRequested'; failure: Failure; lastEventId?: number }
  /** TimeoutSeconds of the whole machine have passed. */
  | { type: 'ExecutionTimedOut'; lastEventId?: number };

/** What a message may say. It stays small: what children brought is read from their records when it is needed. */
export type Notice =
  | Exclude<Event, { type: 'ChildrenCompleted' | 'ChildFailed' }>
  | { type: 'ChildrenCompleted' }
  | { type: 'ChildFailed'; index: number };
