/** What a task resource is: how its arguments become one call, and how the answer becomes the task's result. */

import type { Failure } from '../asl/errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

export interface Integration {
  /**
   * Whether the same call may be made again when nobody knows if it was made before: reads, and calls that carry a client
   * token or a deterministic name.
   */
  idempotent: boolean;
  /** The failure of an attempt whose outcome nobody knows. */
  lost: Failure;
  /** What is wrong with arguments of which no call can be made, in AWS's words; absent: the service's own model says. */
  problems?(args: Json): string[];
  call(args: Json, origin: Origin): Call;
  outcome(answer: Answer): Outcome;
}

/** Where a call comes from. */
export interface Origin {
  resource: string;
  executionArn: string;
  stateMachineArn: string;
  /** The same text for every repetition of this attempt, and for no other. */
  attempt: string;
}

/** One request to a service. */
export interface Call {
  /** As in `aws-sdk` resources: `dynamodb`. */
  service: string;
  action: string;
  /** By the service's names, in any case. Where the API wants a text, an object stands for its JSON. */
  parameters: JsonObject;
  /** How members of the result are called: as in the service's model (`MD5OfBody`), or as by AWS's Java SDK 2 (`Md5OfBody`). */
  names?: 'model' | 'java';
}

/** What the service answered; header names in lower case. */
export type Answer = Answered | Refused;

export interface Answered {
  type: 'answered';
  status: number;
  headers: Record<string, string>;
  output: JsonObject;
  trace?: HttpTrace;
}

/** The request of an HTTP Task and its answer, as TestState shows them. */
export interface HttpTrace {
  request: Record<string, string>;
  response: Record<string, string>;
}

export interface Refused {
  type: 'refused';
  /** 0: there was no answer. */
  status: number;
  /** The name of the error in the service's model, or the code it came with where the model has none. */
  code: string;
  message: string;
  requestId: string;
  /** Whether the service's model has the error. */
  modelled?: boolean;
  /** The code on the wire, where it differs from the name. */
  wireCode?: string;
  /** S3 has a second id. */
  extendedRequestId?: string;
}

export type Outcome =
  | { type: 'TaskSucceeded'; output: Json }
  | { type: 'TaskFailed'; failure: Failure };

/** Says of each field that it is missing, where it is; `null` is as good as absent. */
export function missing(args: Json, names: readonly string[]): string[] {
  const given = isObject(args) ? args : {};
  const there = new Set(
    Object.keys(given)
      .filter((name) => given[name] !== null)
      .map((name) => name.toLowerCase()),
  );
  return names
    .filter((name) => !there.has(name.toLowerCase()))
    .map((name) => `The field '${name}' is required but was missing`);
}

/** The failure of an attempt whose worker ended before the service's answer was recorded. */
export function lostCall(errorPrefix: string): Failure {
  return {
    error: `${errorPrefix}.Unknown`,
    cause:
      'The outcome of this attempt is unknown: its worker ended before the answer of the service was recorded.',
  };
}
