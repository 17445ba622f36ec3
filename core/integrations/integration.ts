/** What a task resource is: how its arguments become one call, and how the answer becomes the task's result. */

import type { Failure } from '../asl/errors.ts';
import type { Json, JsonObject } from '../json.ts';

export interface Integration {
  /**
   * Whether the same call may be made again when nobody knows if it was made before: reads, and calls that carry a client
   * token or a deterministic name.
   */
  idempotent: boolean;
  /** The failure of an attempt whose outcome nobody knows. */
  lost: Failure;
  call(args: Json, resource: string): Call;
  outcome(answer: Answer): Outcome;
}

/** One request to a service, in the service's own names. */
export interface Call {
  service: string;
  action: string;
  parameters: JsonObject;
}

/** What the service answered; header names in lower case. `status` 0: there was no answer. */
export type Answer =
  | { type: 'answered'; status: number; headers: Record<string, string>; output: JsonObject }
  | { type: 'refused'; status: number; code: string; message: string; requestId: string };

export type Outcome =
  | { type: 'TaskSucceeded'; output: Json }
  | { type: 'TaskFailed'; failure: Failure };
