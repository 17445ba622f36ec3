/** One transition, decided and not done: pure, so that deciding it again gives the same answer. */

import type { Failure } from '../asl/errors.ts';
import type { Decision, Env, Standing } from './decision.ts';
import { closingCommands } from './draft.ts';
import type { Event } from './events.ts';
import type { ExecutionStatus } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Machine } from './machine.ts';
import { runState } from './run-state.ts';
import { stopChildren } from './states/join.ts';
import { cancelTask } from './task-commands.ts';

/**
 * Decides what an event does to an execution that runs.
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
    case 'StopRequested':
      return interrupt(machine, standing, 'ABORTED', event.failure, event.lastEventId);
    case 'ExecutionTimedOut':
      return interrupt(machine, standing, 'TIMED_OUT', {}, event.lastEventId);
    default:
      return runState(machine, standing, event, env);
  }
}

/** Ends an execution from outside, and its children with it. A child leaves no trace: its parent has gone on. */
function interrupt(
  machine: Machine,
  { step, state }: Standing,
  status: Extract<ExecutionStatus, 'ABORTED' | 'TIMED_OUT'>,
  failure: Failure,
  lastEventId = state.lastEventId,
): Decision {
  const { current, ...rest } = state;
  const history: HistoryEvent[] = state.child
    ? []
    : [
        {
          type: status === 'ABORTED' ? 'ExecutionAborted' : 'ExecutionTimedOut',
          details: { ...failure },
        },
      ];
  return {
    state: { ...rest, status, failure, lastEventId: lastEventId + history.length },
    history,
    commands: [
      ...(current ? stopChildren({ current, step }) : []),
      ...(current ? cancelTask(machine, current) : []),
      ...(state.child ? [] : closingCommands(state)),
    ],
  };
}
