/** What Parallel and Map share: they wait for their children and fail with the first that fails. */

import type { Command } from '../commands.ts';
import type { Event } from '../events.ts';
import type { Reply, StateScope } from './type.ts';

/** Waits for `count` children, of which up to `concurrency` run at a time. */
export function startChildren(kind: 'Parallel' | 'Map', count: number, concurrency: number): Reply {
  return {
    type: 'waiting',
    waiting: { for: 'children', count, concurrency },
    commands: [{ type: 'StartChildren', count, concurrency }],
    history: [
      kind === 'Map'
        ? { type: 'MapStateStarted', details: { length: count } }
        : { type: 'ParallelStateStarted' },
    ],
  };
}

export function joinChildren(kind: 'Parallel' | 'Map', scope: StateScope, event: Event): Reply {
  if (event.type === 'ChildrenCompleted') {
    return {
      type: 'done',
      result: event.outputs,
      history: [{ type: `${kind}StateSucceeded` }],
    };
  }
  if (event.type !== 'ChildFailed') throw new Error(`a ${kind} cannot take ${event.type}`);
  return {
    type: 'failed',
    failure: event.failure,
    commands: stopChildren(scope, event.index),
    finalHistory: [{ type: `${kind}StateFailed` }],
  };
}

/** The command that stops the children of a state that waits for them, as one `failed`; none for any other state. */
export function stopChildren(
  { current, step }: Pick<StateScope, 'current' | 'step'>,
  failed?: number,
): Command[] {
  if (current.waiting?.for !== 'children') return [];
  const { count, concurrency, join = step, redriven, mapRun } = current.waiting;
  return [
    {
      type: 'StopChildren',
      step: redriven ?? join,
      ...(redriven !== undefined && { made: join }),
      count,
      concurrency,
      ...(failed !== undefined && { failed }),
      ...(mapRun && { mapRun: redriven ?? 0 }),
    },
  ];
}
