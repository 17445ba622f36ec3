/** Runs the current state: what comes before and after every state type, and the one place where its failure is caught. */

import { StatesError } from '../asl/errors.ts';
import {
  applyInputPath,
  applyOutputPath,
  applyParameters,
  applyResultPath,
} from '../asl/query/jsonpath.ts';
import { seededRandom } from '../asl/random.ts';
import { findCatcher, nextRetry } from '../asl/retry.ts';
import type { State } from '../asl/types.ts';
import { byteLength, type Json, type JsonObject } from '../json.ts';
import { contextObject } from './context-object.ts';
import type { Decision, Env, Standing } from './decision.ts';
import { begin, type Draft, end, enterNext, eventId, settle } from './draft.ts';
import type { Event } from './events.ts';
import type { Current } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';
import { type Machine, stateOf } from './machine.ts';
import { stateTypeOf } from './states/index.ts';
import type { Reply, StateScope } from './states/type.ts';

/** Decides the event for the state that the execution stands at. */
export function runState(machine: Machine, standing: Standing, event: Event, env: Env): Decision {
  const draft = begin(machine, standing.state, event, env.now);
  const { current } = draft;
  const state = stateOf(machine, current.name);
  const scope = scopeOf(machine, standing, current, env);
  const outcome = attempt(state, scope, event, draft, env);
  draft.history.push(...(outcome.history ?? []));
  switch (outcome.type) {
    case 'waiting':
      return settle(draft, { ...current, waiting: outcome.waiting }, outcome.commands);
    case 'done':
      return exit(machine, draft, state, outcome.output, outcome.next);
    case 'failed':
      return retry(draft, state, scope, outcome) ?? giveUp(machine, draft, state, scope, outcome);
    case 'fatal':
      return end(machine, draft, 'FAILED', { failure: outcome.failure }, outcome.commands);
  }
}

function exit(
  machine: Machine,
  draft: Draft,
  state: State,
  output: Json,
  next: string | undefined,
): Decision {
  if (state.Type !== 'Fail') {
    const { name } = draft.current;
    draft.history.push({ type: `${state.Type}StateExited`, details: { name, output } });
  }
  const target = next ?? ('Next' in state ? state.Next : undefined);
  return target === undefined
    ? end(machine, draft, 'SUCCEEDED', { output })
    : enterNext(machine, draft, target, output);
}

/** Waits for another attempt where a Retrier takes the failure. */
function retry(
  draft: Draft,
  state: State,
  scope: StateScope,
  { failure, commands = [] }: Failed,
): Decision | undefined {
  if (!('Retry' in state) || !state.Retry) return undefined;
  const counts = draft.current.retries ?? state.Retry.map(() => 0);
  const chosen = nextRetry(state.Retry, counts, failure.error, scope.query.random);
  if (!chosen) return undefined;
  const until = scope.now + Math.round(chosen.delaySeconds * 1000);
  const retries = counts.map((count, index) => (index === chosen.retrier ? count + 1 : count));
  return settle(draft, { ...draft.current, retries, waiting: { for: 'retry', until } }, [
    ...commands,
    { type: 'ScheduleTimer', at: until, timer: 'state' },
  ]);
}

/** Goes where a Catcher points, or ends the execution. */
function giveUp(
  machine: Machine,
  draft: Draft,
  state: State,
  scope: StateScope,
  { failure, commands = [], finalHistory = [] }: Failed,
): Decision {
  draft.history.push(...finalHistory);
  const catcher = 'Catch' in state ? findCatcher(state.Catch, failure.error) : undefined;
  if (!catcher) return end(machine, draft, 'FAILED', { failure }, commands);
  const errorOutput: JsonObject = { Error: failure.error ?? '', Cause: failure.cause ?? '' };
  const output = applyResultPath(catcher.ResultPath, scope.current.input, errorOutput);
  draft.history.push({
    type: `${state.Type as 'Task'}StateExited`,
    details: { name: scope.name, output },
  });
  const decision = enterNext(machine, draft, catcher.Next, output);
  return { ...decision, commands: [...commands, ...decision.commands] };
}

/** A reply whose result has become the state's output. */
type Outcome =
  | { type: 'done'; output: Json; next?: string; history?: HistoryEvent[] }
  | Extract<Reply, { type: 'waiting' }>
  | Failed;

interface Failed extends Omit<Extract<Reply, { type: 'failed' }>, 'type'> {
  type: 'failed' | 'fatal';
}

function attempt(state: State, scope: StateScope, event: Event, draft: Draft, env: Env): Outcome {
  let history: HistoryEvent[] | undefined;
  try {
    const raw = scope.current.input;
    const seen = { ...scope, input: inputOf(state, raw, scope) };
    const stateType = stateTypeOf(state);
    const entering = event.type === 'StateReached' || scope.current.waiting?.for === 'retry';
    const reply =
      entering || !stateType.resume
        ? stateType.enter(state, seen)
        : stateType.resume(state, seen, event);
    if (reply.type !== 'done') return reply;
    history = reply.history;
    checkSize(reply.result, scope, env);
    const output = outputOf(state, raw, reply.result, scope);
    checkSize(output, scope, env);
    return {
      type: 'done',
      output,
      ...(reply.next !== undefined && { next: reply.next }),
      ...(history && { history }),
    };
  } catch (thrown) {
    if (!(thrown instanceof StatesError)) throw thrown;
    const failed: Failed = {
      // A runtime error ends the execution: "A retry or catch on States.ALL won't catch States.Runtime errors".
      type: thrown.error === 'States.Runtime' ? 'fatal' : 'failed',
      failure: { error: thrown.error, cause: causeOf(thrown, scope, draft) },
    };
    return history ? { ...failed, history } : failed;
  }
}

function checkSize(value: Json, scope: StateScope, { payloadLimit }: Env): void {
  if (payloadLimit === undefined || byteLength(value) <= payloadLimit) return;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${scope.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

function causeOf(thrown: StatesError, scope: StateScope, draft: Draft): string {
  if (thrown.error === 'States.DataLimitExceeded') return thrown.message;
  const id = scope.current.enteredEventId ?? eventId(draft);
  return `An error occurred while executing the state '${scope.name}' (entered at the event id #${id}). ${thrown.message}`;
}

export function inputOf(state: State, raw: Json, scope: StateScope): Json {
  return state.Type === 'Fail' ? raw : applyInputPath(state.InputPath, raw, scope.query);
}

/** What leaves the state: the result through ResultSelector, ResultPath and OutputPath. */
function outputOf(state: State, raw: Json, result: Json, { query }: StateScope): Json {
  if (state.Type === 'Fail') return result;
  const selected =
    'ResultSelector' in state && state.ResultSelector !== undefined
      ? applyParameters(state.ResultSelector, result, query, 'ResultSelector')
      : result;
  const placed =
    'ResultPath' in state ? applyResultPath(state.ResultPath, raw, selected) : selected;
  return applyOutputPath(state.OutputPath, placed, query);
}

/** What a state sees; also used to make its children after the step is committed. */
export function scopeOf(
  machine: Machine,
  standing: Standing,
  current: Current,
  env: Env,
): StateScope {
  const { state: execution, step } = standing;
  return {
    name: current.name,
    input: current.input,
    query: {
      context: machine.states.get(current.name)?.readsContext
        ? contextObject(machine, execution, current, env.executionInput, env.home)
        : {},
      variables: execution.variables,
      random: seededRandom(`${execution.id}#${step}`),
    },
    current,
    step,
    now: env.now,
    region: env.home.region,
  };
}
