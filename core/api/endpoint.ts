/** Endpoints beside the operations of AWS: they answer with plain JSON, or with a problem (RFC 9457). */

import type { JsonObject } from '../json.ts';
import { ApiError } from './errors.ts';

export interface EndpointAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** What went wrong inside, for the caller to log; never shown to the client. */
  fault?: unknown;
}

const STATUS: Readonly<Record<string, number>> = {
  StateMachineDoesNotExist: 404,
  StateMachineDeleting: 409,
  ExecutionDoesNotExist: 404,
  ExecutionAlreadyExists: 409,
  ExecutionNotRedrivable: 409,
  NothingToFork: 409,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  500: 'Internal Server Error',
};

/** Answers a request; what it throws becomes a problem. Never throws. */
export async function answerEndpoint(work: () => Promise<EndpointAnswer>): Promise<EndpointAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiError) {
      return problem(STATUS[error.code] ?? error.status, error.code, error.message);
    }
    return {
      ...problem(500, 'InternalFailure', 'Something went wrong inside. Try again.'),
      fault: error,
    };
  }
}

/** The answer to a request that has done its work. */
export function okAnswer(body: JsonObject): EndpointAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** The answer to a request that has started an execution. */
export function createdAnswer(executionArn: string, rest: JsonObject): EndpointAnswer {
  return {
    status: 201,
    headers: {
      'content-type': 'application/json',
      location: `/executions/${encodeURIComponent(executionArn)}`,
    },
    body: JSON.stringify({ executionArn, ...rest }),
  };
}

/** A refusal, under the error's name. */
export function problem(status: number, code: string, detail: string): EndpointAnswer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ type: `urn:treadle:${code}`, title: TITLES[status], status, detail }),
  };
}
