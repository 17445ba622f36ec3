/** Redrive: an execution that has ended goes on from where it stood. https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */

import type { Command } from './commands.ts';
import type { Decision, Env, Standing } from './decision.ts';
import type { Edits, Event } from './events.ts';
import type { Current, Execution, MapRun, Redrive, Timestamp } from './execution.ts';
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
  const history: HistoryEvent[] = [
    { type: 'ExecutionRedriven', details: detailsOf(event) },
    ...goingOn.history,
  ];
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
  { now }: Env,
): Decision {
  const { stood, failure: _, ...rest } = state;
  const current = stood ?? state.current;
  if (!current || !state.child) throw new Error(`${state.id} is no child that can go on`);
  const { round, slot, count, concurrency, revision } = event;
  const goingOn = goOn(stoodAt(current, step), step, {});
  const own = ownRedrive({ step, state }, now);
  const redrive = own?.redrive ?? event.redrive;
  const history = [...(own?.history ?? []), ...goingOn.history];
  // What it has written so far belongs to the rounds before, but for an execution with a history of its own.
  const lastEventId = own ? state.lastEventId : event.lastEventId;
  return {
    state: {
      ...rest,
      status: 'RUNNING',
      revision,
      ...(redrive && { redrive }),
      child: {
        ...state.child,
        redriven: round,
        slot,
        ...(count !== undefined && { count }),
        ...(concurrency !== undefined && { concurrency }),
      },
      current: goingOn.current,
      lastEventId: lastEventId + history.length,
    },
    history,
    commands: [...giveUp(machine, state, step), goingOn.command],
  };
}

/** What the child of a Map Run notes of its redrive: it counts its own. */
function ownRedrive(
  { step, state }: Standing,
  now: Timestamp,
): { redrive: Redrive; history: HistoryEvent[] } | undefined {
  if (state.child?.kind !== 'execution') return undefined;
  const count = (state.redrive?.count ?? 0) + 1;
  return {
    redrive: { count, at: now, step: step + 1 },
    history: [
      ...(state.status === 'RUNNING' ? [{ type: 'ExecutionAborted' } as const] : []),
      { type: 'ExecutionRedriven', details: { redriveCount: count } },
    ],
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

interface GoingOn {
  current: Current;
  history: HistoryEvent[];
  command: Command;
}

/**
 * The state begins anew, its retries with it; where it has children, and the same input, they are redriven instead: with
 * those of a Map Run, that Map Run goes on.
 */
function goOn(
  { waiting, retries: _, transition: __, ...place }: Current,
  step: number,
  { input }: Edits,
): GoingOn {
  const hasChildren = waiting?.for === 'children' || waiting?.for === 'results';
  if (input !== undefined || !hasChildren) {
    const current = { ...place, ...(input !== undefined && { input }) };
    return { current, history: [], command: { type: 'InvokeStep' } };
  }
  const { join = step, count, mapRun } = waiting;
  const concurrency = waiting.for === 'children' ? waiting.concurrency : count;
  const redriven = mapRun && redriveMapRun(mapRun);
  return {
    current: {
      ...place,
      waiting: {
        for: 'children',
        join,
        redriven: step + 1,
        count,
        concurrency,
        ...(redriven && { mapRun: redriven }),
      },
    },
    history: redriven
      ? [
          {
            type: 'MapRunRedriven',
            details: { mapRunArn: redriven.arn, redriveCount: redriven.redrives ?? 0 },
          },
        ]
      : [],
    command: { type: 'RedriveChildren', join, count, concurrency },
  };
}

/** Whether too many have failed is counted anew. */
function redriveMapRun({ failed: _, ...mapRun }: MapRun): MapRun {
  return { ...mapRun, redrives: (mapRun.redrives ?? 0) + 1 };
}
