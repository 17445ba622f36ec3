/** What the execution of a Map Run learns of its children. */

import type { Event, PlainNotice } from '../engine/events.ts';
import type { ChildrenWait } from '../engine/execution.ts';
import { childId } from '../engine/execution-id.ts';
import { mapRunNameOf } from '../engine/map-run-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { joinTexts } from '../json.ts';
import { exceedsTolerance } from './map-runs.ts';
import type { Runtime } from './runtime.ts';

/** The event that a notice stands for, completed from the records of the children: those have histories of their own. */
export async function mapRunEvent(
  { ports }: Runtime,
  { state, step }: StepRecord,
  { count, join = step, mapRun }: ChildrenWait,
  notice: PlainNotice,
): Promise<Event> {
  if (notice.type === 'ChildFailed') throw new Error('the failure of a child is counted');
  if (notice.type !== 'ChildrenCompleted') return notice;
  // The last to end may be faster with its news than one that has failed.
  if (mapRun && (await exceedsTolerance(ports, mapRunNameOf(mapRun.arn)))) {
    return { type: 'MapRunExceeded', join };
  }
  const ids = Array.from({ length: count }, (_, index) => childId(state.id, join, index));
  const last = await ports.store.latestOf(ids);
  const outputs = last.flatMap(({ state }) => (state.output === undefined ? [] : [state.output]));
  return { type: 'ChildrenCompleted', outputs: joinTexts(outputs), lastEventId: state.lastEventId };
}
