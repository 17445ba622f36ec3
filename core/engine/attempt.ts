/** Evaluates what a state does, and turns what goes wrong in it into a failure: the one place where it is caught. */

import { type Failure, StatesError } from '../asl/errors.ts';
import { QueryEvaluationError } from '../asl/jsonata/errors.ts';
import type { Leaving, Left, QueryFields } from '../asl/query/query.ts';
import type { State } from '../asl/types.ts';
import type { Env } from './decision.ts';
import type { Event } from './events.ts';
import type { Current } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';
import { checkSize } from './size.ts';
import { stateTypeOf } from './states/index.ts';
import type { Reply, StateScope } from './states/type.ts';

/** A reply whose result has become the state's output. */
export type Outcome =
  | ({ type: 'done'; next?: string; history?: HistoryEvent[] } & Left)
  | Extract<Reply, { type: 'waiting' }>
  | Failed;

/** `fatal`: neither Retry nor Catch is asked. */
export interface Failed extends Omit<Extract<Reply, { type: 'failed' }>, 'type'> {
  type: 'failed' | 'fatal';
}

/** Runs the state for the event, and works out what leaves it if that is all. */
export async function attempt(
  state: State,
  scope: StateScope,
  event: Event,
  env: Env,
): Promise<Outcome> {
  try {
    const raw = scope.current.input;
    const seen = { ...scope, input: scope.query.input(state as QueryFields, raw, scope.data) };
    const stateType = stateTypeOf(state);
    const entering = event.type === 'StateReached' || scope.current.waiting?.for === 'retry';
    const reply =
      entering || !stateType.resume
        ? await stateType.enter(state, seen)
        : await stateType.resume(state, seen, event);
    if (reply.type === 'done') return await finish(state, scope, reply, env);
    for (const command of 'commands' in reply ? (reply.commands ?? []) : []) {
      if (command.type === 'StartTask') checkSize(command.arguments, scope.name);
    }
    return reply;
  } catch (thrown) {
    return failedBy(thrown, state, scope);
  }
}

/** Works out what leaves the state, whose work is done. */
export async function finish(
  state: State,
  scope: StateScope,
  { result, leaving = state as QueryFields, next, history }: Extract<Reply, { type: 'done' }>,
  env: Env,
): Promise<Outcome> {
  try {
    checkSize(result, scope.name, env.payloadLimit);
    const { input } = scope.current;
    const named = hasOutcome(state)
      ? { input, result, outcome: 'result' as const }
      : { input, result };
    const left = await leave(leaving, named, scope);
    checkSize(left.output, scope.name, env.payloadLimit);
    if (left.assigned) checkSize(left.assigned, scope.name);
    return {
      type: 'done',
      ...left,
      ...(next !== undefined && { next }),
      ...(history && { history }),
    };
  } catch (thrown) {
    return failedBy(thrown, state, scope, history);
  }
}

/** What leaves a state by way of a Catcher. */
export async function caught(
  state: State,
  catcher: QueryFields,
  failure: Failure,
  scope: StateScope,
): Promise<Left | Failed> {
  const result = { Error: failure.error ?? '', Cause: failure.cause ?? '' };
  try {
    return await leave(
      catcher,
      { input: scope.current.input, result, outcome: 'errorOutput' },
      scope,
    );
  } catch (thrown) {
    return { ...failedBy(thrown, state, scope), type: 'fatal' };
  }
}

function leave(
  fields: QueryFields,
  leaving: Leaving,
  { query, data }: StateScope,
): Left | Promise<Left> {
  return query.leave(fields, leaving, data);
}

/** Whether `$states.result` is there: the states that call something, or run others. */
function hasOutcome({ Type }: State): boolean {
  return Type === 'Task' || Type === 'Parallel' || Type === 'Map';
}

/** @throws what is no failure of the state, but a bug */
function failedBy(
  thrown: unknown,
  { Type }: State,
  scope: StateScope,
  history: HistoryEvent[] = [],
): Failed {
  if (!(thrown instanceof StatesError)) throw thrown;
  const failure = { error: thrown.error, cause: causeOf(thrown, scope) };
  // AWS: "A retry or catch on States.ALL won't catch States.Runtime errors."
  if (thrown.error === 'States.Runtime') return { type: 'fatal', failure, history };
  if (!(thrown instanceof QueryEvaluationError)) return { type: 'failed', failure, history };
  const { location } = thrown;
  const details = { ...failure, ...(location !== undefined && { location }), state: scope.name };
  return {
    type: 'failed',
    failure,
    history: [...history, { type: 'EvaluationFailed', details }],
    finalHistory: Type === 'Map' || Type === 'Parallel' ? [{ type: `${Type}StateFailed` }] : [],
  };
}

function causeOf({ isWhole, message }: StatesError, { name, current }: StateScope): string {
  return isWhole ? message : placed(message, { name, enteredEventId: current.enteredEventId });
}

/** What went wrong, after the words with which AWS says in which state. */
export function placed(
  message: string,
  { name, enteredEventId }: Pick<Current, 'name' | 'enteredEventId'>,
): string {
  return `An error occurred while executing the state '${name}' (entered at the event id #${enteredEventId}). ${message}`;
}
