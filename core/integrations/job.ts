/** What a job is that a Task starts and waits for: how it is found again, how it is seen to end, how it is ended. */

import type { Json, JsonObject } from '../json.ts';
import type { Call } from './integration.ts';

/** The job of one integration that can be used with `.sync`. */
export interface JobType {
  /** What finds the job again, from the arguments and the result of the call; `undefined` where that started none. */
  find(args: JsonObject, result: JsonObject): JsonObject | undefined;
  /** The name under which AWS tells of it in events, where it does. */
  id?(job: JsonObject): string | undefined;
  describe(job: JsonObject): Call;
  /** Reads what `describe` answered. */
  progress(description: JsonObject): Progress;
  cancel?(job: JsonObject): Call;
}

export type Progress =
  | { type: 'running' }
  | { type: 'succeeded'; result: Json }
  /** The cause is the result's text; the error is `States.TaskFailed` unless told otherwise. */
  | { type: 'failed'; result: Json; error?: string };
