/** What the execution of a Map Run learns of its children. */

import type { Event, PlainNotice } from '../engine/events.ts';
import type { ChildrenWait } from '../engine/execution.ts';
import { childId } from '../engine/execution-id.ts';
import { stateOf } from '../engine/machine.ts';
import { resultsOf } from '../engine/map-results.ts';
import { mapRunNameOf } from '../engine/map-run-id.ts';
import { writerConfigOf, writesFiles } from '../engine/states/result-writer.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { type Json, joinTexts } from '../json.ts';
import { machineOf } from './load-machine.ts';
import { endedChildren } from './map-run-children.ts';
import { exceedsTolerance } from './map-runs.ts';
import type { Runtime } from './runtime.ts';

/** The event that a notice stands for, completed from the records of the children: those have histories of their own. */
export async function mapRunEvent(
  runtime: Runtime,
  record: StepRecord,
  waiting: ChildrenWait,
  notice: PlainNotice,
): Promise<Event | undefined> {
  const { join = record.step, mapRun } = waiting;
  if (notice.type === 'ChildFailed') throw new Error('the failure of a child is counted');
  // It has been stopped for that already.
  if (notice.type === 'MapRunExceeded' && mapRun?.failed) return undefined;
  if (notice.type !== 'ChildrenCompleted') return notice;
  // The last to end may be faster with its news than one that has failed.
  if (mapRun && !mapRun.failed) {
    const exceeded = await exceedsTolerance(runtime.ports, mapRunNameOf(mapRun.arn));
    if (exceeded) return { type: 'MapRunExceeded', join };
  }
  const outputs = await outputsOf(runtime, record, { ...waiting, join });
  const { lastEventId } = record.state;
  return { type: 'ChildrenCompleted', outputs: joinTexts(outputs), lastEventId };
}

/** What the state's output is made of; nothing where it goes to files. */
async function outputsOf(
  runtime: Runtime,
  { state }: StepRecord,
  { count, join }: ChildrenWait & { join: number },
): Promise<Json[]> {
  const { ports, settings } = runtime;
  const map = stateOf(await machineOf(runtime, state), state.current?.name ?? '');
  if (map.Type !== 'Map' || writesFiles(map)) return [];
  if (map.ResultWriter !== undefined) {
    const { Transformation } = writerConfigOf(map);
    const children = await endedChildren(
      ports.store,
      { execution: state.id, step: join },
      0,
      count,
    );
    return children.flatMap((child) => resultsOf(settings.home, child, Transformation));
  }
  const ids = Array.from({ length: count }, (_, index) => childId(state.id, join, index));
  const last = await ports.store.latestOf(ids);
  return last.flatMap(({ state: { output } }) => (output === undefined ? [] : [output]));
}
