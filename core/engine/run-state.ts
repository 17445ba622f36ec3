/** Runs the current state for an event, and decides where the execution goes from there. */

import type { Left } from '../asl/query/query.ts';
import { findCatcher, nextRetry } from '../asl/retry.ts';
import type { State } from '../asl/types.ts';
import { attempt, caught, type Failed, type Outcome } from './attempt.ts';
import type { Decision, Env, Standing } from './decision.ts';
import { assign, begin, type Draft, end, enterNext, settle } from './draft.ts';
import type { Event } from './events.ts';
import { type Machine, stateOf } from './machine.ts';
import { mapRunCommands } from './map-run-commands.ts';
import { scopeOf } from './state-scope.ts';
import type { StateScope } from './states/type.ts';

/** Decides the event for the state that the execution stands at. */
export async function runState(
  machine: Machine,
  standing: Standing,
  event: Event,
  env: Env,
): Promise<Decision> {
  const draft = begin(machine, standing, event, env.now);
  const { current } = draft;
  const state = stateOf(machine, current.name);
  const scope = scopeOf(machine, standing, current, env);
  const outcome = await attempt(state, scope, event, env);
  draft.history.push(...(outcome.history ?? []));
  const decision = await goOn(machine, draft, state, scope, outcome);
  const mapRun = mapRunCommands(current, outcome);
  return mapRun.length === 0
    ? decision
    : { ...decision, commands: [...mapRun, ...decision.commands] };
}

async function goOn(
  machine: Machine,
  draft: Draft,
  state: State,
  scope: StateScope,
  outcome: Outcome,
): Promise<Decision> {
  switch (outcome.type) {
    case 'waiting':
      return settle(draft, { ...draft.current, waiting: outcome.waiting }, outcome.commands);
    case 'done':
      return exit(machine, draft, state, outcome, outcome.next);
    case 'failed':
      return retry(draft, state, scope, outcome) ?? giveUp(machine, draft, state, scope, outcome);
    case 'fatal':
      return end(machine, draft, 'FAILED', { failure: outcome.failure }, outcome.commands);
  }
}

/** Leaves the state for `next`, for the state's own Next, or for the end. */
function exit(
  machine: Machine,
  draft: Draft,
  state: State,
  { output, assigned }: Left,
  next = 'Next' in state ? state.Next : undefined,
): Decision {
  if (state.Type !== 'Fail') {
    const { name } = draft.current;
    const details = { name, output, ...(assigned && { assignedVariables: assigned }) };
    draft.history.push({ type: `${state.Type}StateExited`, details });
  }
  if (assigned) assign(draft, assigned);
  return next === undefined
    ? end(machine, draft, 'SUCCEEDED', { output })
    : enterNext(machine, draft, next, output);
}

/** Waits for another attempt where a Retrier takes the failure. */
function retry(
  draft: Draft,
  state: State,
  scope: StateScope,
  { failure, knownAs = failure.error, commands = [] }: Failed,
): Decision | undefined {
  if (!('Retry' in state) || !state.Retry) return undefined;
  const counts = draft.current.retries ?? state.Retry.map(() => 0);
  const chosen = nextRetry(state.Retry, counts, knownAs, scope.data.random);
  if (!chosen) return undefined;
  const until = scope.now + Math.round(chosen.delaySeconds * 1000);
  const retries = counts.map((count, index) => (index === chosen.retrier ? count + 1 : count));
  return settle(draft, { ...draft.current, retries, waiting: { for: 'retry', until } }, [
    ...commands,
    { type: 'ScheduleTimer', at: until, timer: 'state' },
  ]);
}

/** Goes where a Catcher points, or ends the execution. */
async function giveUp(
  machine: Machine,
  draft: Draft,
  state: State,
  scope: StateScope,
  { failure, knownAs = failure.error, commands = [], finalHistory = [] }: Failed,
): Promise<Decision> {
  draft.history.push(...finalHistory);
  const catcher = 'Catch' in state ? findCatcher(state.Catch, knownAs) : undefined;
  if (!catcher) return end(machine, draft, 'FAILED', { failure }, commands);
  const left = await caught(state, catcher, failure, scope);
  if ('failure' in left) {
    draft.history.push(...(left.history ?? []));
    return end(machine, draft, 'FAILED', { failure: left.failure }, commands);
  }
  const decision = exit(machine, draft, state, left, catcher.Next);
  return { ...decision, commands: [...commands, ...decision.commands] };
}
