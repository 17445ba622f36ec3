/** What a parent learns of its children: messages carry only that something happened, their records say what. */

import type { Event, Notice } from '../engine/events.ts';
import { childId } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Runtime } from './runtime.ts';

/** The event that a notice stands for, completed from the children's records. */
export async function eventOf(
  runtime: Runtime,
  record: StepRecord,
  notice: Notice,
): Promise<Event> {
  if (notice.type !== 'ChildrenCompleted' && notice.type !== 'ChildFailed') return notice;
  const last = await lastRecords(runtime, record);
  const base = record.state.lastEventId;
  const lastEventId = last.reduce((sum, { state }) => sum + state.lastEventId - base, base);
  if (notice.type === 'ChildrenCompleted') {
    const outputs = last.map(({ state }) => {
      if (state.status !== 'SUCCEEDED' || state.output === undefined) {
        throw new Error(`the child ${state.id} has left its join and not succeeded`);
      }
      return state.output;
    });
    return { ...notice, outputs, lastEventId };
  }
  const failed = childId(record.state.id, record.step, notice.index);
  const failure = last.find(({ state }) => state.id === failed)?.state.failure ?? {};
  return { ...notice, failure, lastEventId };
}

/** The last record of every child that the step made, in their order. */
async function lastRecords({ ports }: Runtime, { state, step }: StepRecord): Promise<StepRecord[]> {
  const waiting = state.current?.waiting;
  if (waiting?.for !== 'children') throw new Error(`step ${step} of ${state.id} has no children`);
  const ids = Array.from({ length: waiting.count }, (_, index) => childId(state.id, step, index));
  return ports.store.latestOf(ids);
}
