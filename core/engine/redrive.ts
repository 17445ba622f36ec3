/** Redrive: an execution that has ended goes on from where it stood. https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */

import type { Command } from './commands.ts';
import type { Decision, Env, Standing } from './decision.ts';
import type { Edits, Event } from './events.ts';
import type { Current, Execution, Redrive } from './execution.ts';
import type { EventDetails, HistoryEvent } from './history-event.ts';
import type { Machine } from './machine.ts';
import { stopChildren } from './states/join.ts';
import { cancelTask } from './task-commands.ts';

/** Where an execution ends that stands at `current` after `step`; it names the children that it waits for. */
export function stoodAt(current: Current, step: number): Current {
  const { waiting } = current;
  if (waiting?.for !== 'children') return current;
  return { ...current, waiting: { ...waiting, join: waiting.join ?? step } };
}

/** The record by which a started execution runs again: its time begins anew, and its state where it has no children. */
export function redriveExecution(
  machine: Machine,
  { step, state }: Standing,
  { token, ...event }: Extract<Event, { type: 'RedriveRequested' }>,
  { now }: Env,
): Decision {
  const { stood, failure: _, ...rest } = state;
  if (!stood) throw new Error(`${state.id} does not say where it stood`);
  const { TimeoutSeconds } = machine.definition;
  const before = state.redrive?.step;
  const redrive: Redrive = {
    count: event.count,
    at: now,
    step: step + 1,
    ...(token !== undefined && { token }),
    ...(before !== undefined && { before }),
  };
  const goingOn = goOn(stood, step, event);
  const history: HistoryEvent[] = [{ type: 'ExecutionRedriven', details: detailsOf(event) }];
  return {
    state: {
      ...rest,
      status: 'RUNNING',
      revision: event.revision ?? state.revision,
      redrive,
      current: goingOn.current,
      lastEventId: state.lastEventId + history.length,
    },
    history,
    commands: [
      { type: 'ReopenHead' },
      ...(TimeoutSeconds === undefined
        ? []
        : [
            { type: 'ScheduleTimer', at: now + TimeoutSeconds * 1000, timer: 'execution' } as const,
          ]),
      goingOn.command,
    ],
  };
}

/**
 * The record by which a child that has not succeeded joins the round. One that still runs, for its stop has not reached it,
 * begins its state anew like the others: what it had begun is given up.
 */
export function redriveChild(
  machine: Machine,
  { step, state }: Standing,
  event: Extract<Event, { type: 'ChildRedriven' }>,
): Decision {
  const { stood, failure: _, ...rest } = state;
  const current = stood ?? state.current;
  if (!current || !state.child) throw new Error(`${state.id} is no child that can go on`);
  const { round, slot, count, concurrency, revision, redrive, lastEventId } = event;
  const goingOn = goOn(stoodAt(current, step), step, {});
  return {
    state: {
      ...rest,
      status: 'RUNNING',
      revision,
      ...(redrive && { redrive }),
      child: { ...state.child, redriven: round, slot, count, concurrency },
      current: goingOn.current,
      // What it has written so far belongs to the rounds before.
      lastEventId,
    },
    history: [],
    commands: [...giveUp(machine, state, step), goingOn.command],
  };
}

function detailsOf({
  count,
  input,
  revision,
}: Omit<Extract<Event, { type: 'RedriveRequested' }>, 'token'>): EventDetails {
  return {
    redriveCount: count,
    ...(input !== undefined && { input }),
    ...(revision !== undefined && { revisionId: revision }),
  };
}

function giveUp(machine: Machine, { current }: Execution, step: number): Command[] {
  return current ? [...stopChildren({ current, step }), ...cancelTask(machine, current)] : [];
}

/**
 * The state begins anew, its retries with it; where it has children, and the same input, they are redriven instead. A
 * distributed Map begins another Map Run.
 */
function goOn(
  { waiting, retries: _, transition: __, ...place }: Current,
  step: number,
  { input }: Edits,
): { current: Current; command: Command } {
  if (input !== undefined || waiting?.for !== 'children' || waiting.mapRun) {
    const current = { ...place, ...(input !== undefined && { input }) };
    return { current, command: { type: 'InvokeStep' } };
  }
  const { join = step, count, concurrency } = waiting;
  return {
    current: { ...place, waiting: { ...waiting, redriven: step + 1 } },
    command: { type: 'RedriveChildren', join, count, concurrency },
  };
}
