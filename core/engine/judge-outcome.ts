/** What an outcome of a state means for a test of it: which Retrier or Catcher would take a failure, and where it leads. */

import type { Failure } from '../asl/errors.ts';
import { findCatcher, matchError, nextRetry } from '../asl/retry.ts';
import type { State } from '../asl/types.ts';
import type { Json, JsonObject } from '../json.ts';
import { caught, type Failed, type Outcome } from './attempt.ts';
import type { StateScope } from './states/type.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html#API_TestState_ResponseSyntax */
export interface Judgement {
  status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  output?: Json;
  assigned?: JsonObject;
  next?: string;
  failure?: Failure;
  errorDetails?: ErrorDetails;
}

/** Which Retrier and Catcher took the failure; a Retrier that has no attempt left is named without a backoff. */
export interface ErrorDetails {
  retryIndex?: number;
  retryBackoffIntervalSeconds?: number;
  catchIndex?: number;
}

/** @param retries how often the Retrier that takes the failure has retried */
export async function judge(
  state: State,
  scope: StateScope,
  outcome: Outcome,
  retries: number,
): Promise<Judgement> {
  switch (outcome.type) {
    case 'waiting':
      throw new Error(`${scope.name} still waits`);
    case 'done': {
      const { output, assigned, next = 'Next' in state ? state.Next : undefined } = outcome;
      return {
        status: 'SUCCEEDED',
        output,
        ...(assigned && { assigned }),
        ...(next !== undefined && { next }),
      };
    }
    case 'fatal':
      return { status: 'FAILED', failure: outcome.failure };
    case 'failed':
      return judgeFailure(state, scope, outcome, retries);
  }
}

async function judgeFailure(
  state: State,
  scope: StateScope,
  { failure, knownAs = failure.error }: Failed,
  retries: number,
): Promise<Judgement> {
  const errorDetails: ErrorDetails = {};
  const retriers = ('Retry' in state && state.Retry) || [];
  const retrier = retriers.findIndex(({ ErrorEquals }) => matchError(ErrorEquals, knownAs));
  if (retrier >= 0) {
    errorDetails.retryIndex = retrier;
    const counts = retriers.map((_, index) => (index === retrier ? retries : 0));
    const chosen = nextRetry(retriers, counts, knownAs, scope.data.random);
    if (chosen) {
      errorDetails.retryBackoffIntervalSeconds = Math.round(chosen.delaySeconds);
      return { status: 'RETRIABLE', failure, errorDetails };
    }
  }
  const catchers = ('Catch' in state && state.Catch) || [];
  const catcher = findCatcher(catchers, knownAs);
  if (!catcher) return { status: 'FAILED', failure, errorDetails };
  errorDetails.catchIndex = catchers.indexOf(catcher);
  const left = await caught(state, catcher, failure, scope);
  return 'failure' in left
    ? { status: 'FAILED', failure: left.failure, errorDetails }
    : { status: 'CAUGHT_ERROR', failure, ...left, next: catcher.Next, errorDetails };
}
