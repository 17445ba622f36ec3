/** What happened: the one way in which anything enters an execution. */

import type { Failure, StatesErrorName } from '../asl/errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Execution, ResultFile } from './execution.ts';
import type { ReadPosition } from './item-reader/position.ts';

export type Event =
  /** The execution stands at a state that has not run yet; a child learns its place in the join, and the round of a redrive that it first runs in. */
  | ({ type: 'StateReached'; round?: number; revision?: string } & Partial<Place>)
  /** The time came that the state waited for: the end of a Wait or of a retry's backoff. */
  | { type: 'TimerFired' }
  /** The call that a Task waits beyond has been made; `polled` where its job will not tell of its end. */
  | { type: 'TaskSubmitted'; output: Json; job?: JsonObject; polled?: boolean }
  /** With `attempt`: told from outside, whatever step is the last. */
  | { type: 'TaskSucceeded'; output: Json; attempt?: number }
  | { type: 'TaskFailed'; failure: Failure; attempt?: number }
  /** TimeoutSeconds have passed, or HeartbeatSeconds without a heartbeat. */
  | { type: 'TaskTimedOut'; attempt?: number; heartbeat?: boolean }
  /** A worker has fetched the task of an activity. */
  | { type: 'ActivityStarted'; attempt: number; workerName?: string }
  /** So many more children of a Map have been made of so many more items; `isLast` where none are left. */
  | { type: 'ChildrenMade'; made: number; taken: number; position?: ReadPosition; isLast: boolean }
  /** Its next items could not be read, or no children be made of them. */
  | {
      type: 'ItemsFailed';
      error: StatesErrorName;
      cause: string;
      isWhole: boolean;
      location?: string;
    }
  /** Every child has ended, and well but for those that may fail, which have no output; `lastEventId` counts their history in. */
  | { type: 'ChildrenCompleted'; outputs: Json[]; lastEventId: number }
  | { type: 'ChildFailed'; index: number; failure: Failure; lastEventId: number }
  /** Results of a Map Run have been written: those of the children before `next`. */
  | {
      type: 'ResultsWritten';
      next: number;
      files: ResultFile[];
      written: { executions: number; items: number };
      isLast: boolean;
    }
  | { type: 'ResultsFailed'; cause: string }
  /** More of a Map Run's items have failed than may. */
  | { type: 'MapRunExceeded'; join: number }
  /**
   * `lastEventId` counts the history of children in, where it waits for some; `slot` as a child would have learnt it at its
   * start. `round`: only what runs, or is to run, in the join of that name.
   */
  | {
      type: 'StopRequested';
      failure: Failure;
      lastEventId?: number;
      slot?: number;
      round?: number;
    }
  /** TimeoutSeconds of the whole machine have passed; of the run that so many redrives came before. */
  | { type: 'ExecutionTimedOut'; lastEventId?: number; redrives?: number }
  /** An execution that has ended goes on where it stood, for the `count`th time. */
  | ({ type: 'RedriveRequested'; count: number; token?: string } & Edits)
  /** The same for a child, whose parent has been redriven by the step `round`. */
  | ({ type: 'ChildRedriven'; round: number; lastEventId: number } & RoundPlace &
      Pick<Execution, 'revision' | 'redrive'>);

/** What a redrive changes, if anything. */
export interface Edits {
  /** The input of the state that it goes on with, which then begins anew. */
  input?: Json;
  /** The definition that it goes on by. */
  revision?: string;
}

/** The slot of its join that a child runs in, and the join's numbers. */
export interface Place {
  slot: number;
  count: number;
  concurrency: number;
}

/** The place of a child in a round; that of a Map Run has no numbers of its own. */
export type RoundPlace = Pick<Place, 'slot'> & Partial<Place>;

/** What a Task's call comes to: the event that the step after its intent answers. */
export type TaskOutcome = Extract<
  Event,
  { type: 'TaskSubmitted' | 'TaskSucceeded' | 'TaskFailed' | 'TaskTimedOut' }
>;

/** What a message may say. It stays small: what children brought is read from their records when it is needed. */
export type Notice =
  | Exclude<
      Event,
      {
        type:
          | 'ChildrenCompleted'
          | 'ChildFailed'
          | 'ChildRedriven'
          | 'ChildrenMade'
          | 'ItemsFailed'
          | 'ResultsWritten'
          | 'ResultsFailed';
      }
    >
  | ({ type: 'ChildRedriven'; round: number } & RoundPlace)
  /** Time to make more children of a Map. */
  | { type: 'ChildrenDue' }
  /** Time to write more results of a Map Run. */
  | { type: 'ResultsDue' }
  /** Time to see whether the delivery that the message stands for has done what it owed. */
  | { type: 'DeliveryDue' }
  /** `join`: the step that names the join; whatever step is the last waits for it, or nothing does any more. */
  | { type: 'ChildrenCompleted'; join: number }
  | { type: 'ChildFailed'; join: number; index: number }
  /** Time to see whether the worker of a Task has sent a heartbeat. */
  | { type: 'HeartbeatDue'; attempt: number }
  /** Time to look at the job of a Task: by a timer, which counts how often it did, or because something was heard of it. */
  | { type: 'JobDue'; attempt: number; looks?: number };

/** Notices that say all, but for what the records of children add. */
export type PlainNotice = Exclude<
  Notice,
  {
    type:
      | 'HeartbeatDue'
      | 'JobDue'
      | 'ChildRedriven'
      | 'ChildrenDue'
      | 'ResultsDue'
      | 'DeliveryDue';
  }
>;
