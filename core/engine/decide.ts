/** One transition, decided and not done: pure, so that deciding it again gives the same answer. */

import type { Failure } from '../asl/errors.ts';
import type { Decision, Env, Standing } from './decision.ts';
import { closingCommands } from './draft.ts';
import type { Event } from './events.ts';
import {
  type Execution,
  type ExecutionStatus,
  hasEnded,
  standingRound,
  type Timestamp,
} from './execution.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Machine } from './machine.ts';
import { abortMapRun } from './map-run-commands.ts';
import { redriveChild, redriveExecution, stoodAt } from './redrive.ts';
import { runState } from './run-state.ts';
import { stopChildren } from './states/join.ts';
import { cancelTask } from './task-commands.ts';

/**
 * Decides what an event does to an execution.
 *
 * @throws {Error} when the event does not fit the state: a bug, never the user's fault
 */
export async function decide(
  machine: Machine,
  standing: Standing,
  event: Event,
  env: Env,
): Promise<Decision> {
  switch (event.type) {
    case 'RedriveRequested':
      return redriveExecution(machine, standing, event, env);
    case 'ChildRedriven':
      return redriveChild(machine, standing, event, env);
    default:
      return decideRunning(
        machine,
        { ...standing, state: withoutRequest(standing.state) },
        event,
        env,
      );
  }
}

async function decideRunning(
  machine: Machine,
  standing: Standing,
  event: Exclude<Event, { type: 'RedriveRequested' | 'ChildRedriven' }>,
  env: Env,
): Promise<Decision> {
  switch (event.type) {
    case 'StopRequested':
      return stop(machine, seated(standing, event.slot, env.now), event);
    case 'ExecutionTimedOut':
      return interrupt(machine, standing, 'TIMED_OUT', { ...event, failure: {} });
    default:
      return runState(machine, standing, event, env);
  }
}

/** A child that a stop overtakes on its way into a round notes it, so as not to begin in it any more. */
function stop(
  machine: Machine,
  standing: Standing,
  event: Extract<Event, { type: 'StopRequested' }>,
): Decision {
  const { child } = standing.state;
  const { round, slot } = event;
  const noted = child && round !== undefined && round !== standingRound(standing.state);
  const state = noted
    ? {
        ...standing.state,
        child: { ...child, redriven: round, ...(slot !== undefined && { slot }) },
      }
    : standing.state;
  if (hasEnded(state)) {
    // A Map Run waits for those, too, that it has given a slot to.
    const commands = child?.kind === 'execution' ? closingCommands(state) : [];
    return { state, history: [], commands };
  }
  return interrupt(machine, { ...standing, state }, 'ABORTED', event);
}

/** What began the execution, or redrove it, is told by the record of that step alone. */
function withoutRequest(state: Execution): Execution {
  const { forkedFrom, redrive, ...rest } = state;
  const isRequest = redrive?.token !== undefined || redrive?.before !== undefined;
  if (!forkedFrom && !isRequest) return state;
  if (!redrive) return rest;
  const { count, at, step } = redrive;
  return { ...rest, redrive: { count, at, step } };
}

/** Ends an execution from outside, and its children with it. A branch or an iteration leaves no trace: its parent has gone on. */
function interrupt(
  machine: Machine,
  { step, state }: Standing,
  status: Extract<ExecutionStatus, 'ABORTED' | 'TIMED_OUT'>,
  { failure, lastEventId = state.lastEventId }: { failure: Failure; lastEventId?: number },
): Decision {
  const { current, ...rest } = state;
  const isPart = state.child !== undefined && state.child.kind !== 'execution';
  const mapRun = abortMapRun(current);
  const type = status === 'ABORTED' ? 'ExecutionAborted' : 'ExecutionTimedOut';
  const history: HistoryEvent[] = isPart
    ? mapRun.history
    : [...startOf(machine, state), ...mapRun.history, { type, details: { ...failure } }];
  return {
    state: {
      ...rest,
      status,
      failure,
      ...(current && { stood: stoodAt(current, step) }),
      lastEventId: lastEventId + history.length,
    },
    history,
    commands: [
      ...(current ? stopChildren({ current, step }) : []),
      ...mapRun.commands,
      ...(current ? cancelTask(machine, current) : []),
      ...(isPart ? [] : closingCommands({ ...state, status })),
    ],
  };
}

/** The child of a Map Run may be stopped before it has started: then it starts and stops at once. */
function seated(standing: Standing, slot: number | undefined, now: Timestamp): Standing {
  const { child, current } = standing.state;
  if (child?.kind !== 'execution' || slot === undefined || current?.enteredAt !== undefined) {
    return standing;
  }
  return { ...standing, state: { ...standing.state, startedAt: now, child: { ...child, slot } } };
}

function startOf({ roleArn }: Machine, { child, current }: Execution): HistoryEvent[] {
  if (!child || !current || current.enteredAt !== undefined) return [];
  return [{ type: 'ExecutionStarted', details: { input: current.input, roleArn } }];
}
