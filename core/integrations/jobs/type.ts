/** What a job is that a Task starts and waits for: how it is found again, how it is seen to end, how it is ended. */

import type { Json, JsonObject } from '../../json.ts';
import type { Call } from '../integration.ts';

/** The job of one integration that can be used with `.sync`. Members have the names that results have: PascalCase. */
export interface JobType {
  /** What finds the job again, from the arguments and the result of the call; `undefined` where that started none. */
  find(args: JsonObject, result: JsonObject): JsonObject | undefined;
  /** The error where the call started none. */
  notStarted?: string;
  /** The name under which AWS tells of it in events, where it does. */
  id?(job: JsonObject): Json | undefined;
  describe(job: JsonObject): Call;
  /** Reads what `describe` answered. */
  progress(description: JsonObject): Progress;
  /** What it means that the service knows no such job any more; absent: nobody can say. */
  gone?(job: JsonObject): Progress;
  cancel?(job: JsonObject): Call;
}

/** Of a job that failed, the result is the cause of the failure. */
export type Progress =
  | { type: 'running' }
  | { type: 'succeeded'; result: Json }
  | { type: 'failed'; result: Json };

/** How a job stands whose status is one of few words; every word but these means that it goes on. */
export function progressBy(
  status: Json | undefined,
  ends: { succeeded: string[]; failed: string[] },
  result: Json,
): Progress {
  if (ends.succeeded.includes(String(status))) return { type: 'succeeded', result };
  return { type: ends.failed.includes(String(status)) ? 'failed' : 'running', result };
}
