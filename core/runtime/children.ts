/** What a parent learns of its children: messages carry only that something happened, their records say what. */

import type { Event, PlainNotice } from '../engine/events.ts';
import { type Execution, standingRound } from '../engine/execution.ts';
import { childId } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { type Json, joinTexts } from '../json.ts';
import { mapRunEvent } from './map-run-event.ts';
import type { Runtime } from './runtime.ts';

/** The event that a notice stands for, completed from the children's records; `undefined` where it says nothing new. */
export async function childrenEvent(
  runtime: Runtime,
  record: StepRecord,
  notice: PlainNotice,
): Promise<Event | undefined> {
  const waiting = record.state.current?.waiting;
  if (waiting?.for !== 'children') {
    if (notice.type !== 'ChildrenCompleted' && notice.type !== 'ChildFailed') return notice;
    throw new Error(`step ${record.step} of ${record.state.id} has no children`);
  }
  if (waiting.mapRun) return mapRunEvent(runtime, record, waiting, notice);
  const join = waiting.join ?? record.step;
  const round = waiting.redriven ?? join;
  const ids = Array.from({ length: waiting.count }, (_, index) =>
    childId(record.state.id, join, index),
  );
  const last = await runtime.ports.store.latestOf(ids);
  const base = record.state.lastEventId;
  const lastEventId = last.reduce((sum, { state }) => sum + eventsIn(state, round, base), base);
  switch (notice.type) {
    case 'ChildrenCompleted':
      return { type: notice.type, outputs: joinTexts(last.map(outputOf)), lastEventId };
    case 'ChildFailed': {
      const failed = last.find(({ state }) => state.id === ids[notice.index]);
      const failure = failed?.state.failure ?? {};
      return { type: notice.type, index: notice.index, failure, lastEventId };
    }
    case 'StopRequested':
    case 'ExecutionTimedOut':
      return { ...notice, lastEventId };
    default:
      return notice;
  }
}

/** How many events a child has written since its parent's `base`; one that ended in an earlier round has been counted there. */
function eventsIn(state: Execution, round: number, base: number): number {
  return standingRound(state) === round ? state.lastEventId - base : 0;
}

function outputOf({ state }: StepRecord): Json {
  if (state.status === 'SUCCEEDED' && state.output !== undefined) return state.output;
  throw new Error(`the child ${state.id} has left its join and not succeeded`);
}
