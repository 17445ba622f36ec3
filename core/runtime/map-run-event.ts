/** What the execution of a Map Run learns of its children. */

import type { MapState } from '../asl/types.ts';
import type { Event, PlainNotice } from '../engine/events.ts';
import type { ChildrenWait } from '../engine/execution.ts';
import { childId } from '../engine/execution-id.ts';
import { stateOf } from '../engine/machine.ts';
import { resultsOf } from '../engine/map-results.ts';
import { mapRunNameOf } from '../engine/map-run-id.ts';
import { MAX_DOCUMENT_BYTES } from '../engine/size.ts';
import { writerConfigOf, writesFiles } from '../engine/states/result-writer.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { type Json, joinTexts, textOf } from '../json.ts';
import { machineOf } from './load-machine.ts';
import { endedChildren } from './map-run-children.ts';
import { exceedsTolerance } from './map-runs.ts';
import type { Runtime } from './runtime.ts';

const CHILDREN_AT_ONCE = 1_000;

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

/**
 * What the state's output is made of; nothing where it goes to files. A part that is too long for an output already is
 * enough: what the other children brought is not read, for memory would have to hold it.
 */
async function outputsOf(
  runtime: Runtime,
  { state }: StepRecord,
  { count, join }: ChildrenWait & { join: number },
): Promise<Json[]> {
  const { payloadLimit = MAX_DOCUMENT_BYTES } = runtime.settings;
  const map = stateOf(await machineOf(runtime, state), state.current?.name ?? '');
  if (map.Type !== 'Map' || writesFiles(map)) return [];
  const outputs: Json[] = [];
  let characters = 0;
  for (let from = 0; from < count && characters <= payloadLimit; from += CHILDREN_AT_ONCE) {
    const part = { from, count: Math.min(CHILDREN_AT_ONCE, count - from) };
    for (const output of await partOf(runtime, map, { execution: state.id, step: join }, part)) {
      outputs.push(output);
      characters += textOf(output).length;
    }
  }
  return outputs;
}

/** What some of the children bring: their outputs, or what a ResultWriter that writes no files makes of them. */
async function partOf(
  { ports: { store }, settings: { home } }: Runtime,
  map: MapState,
  roster: { execution: string; step: number },
  { from, count }: { from: number; count: number },
): Promise<Json[]> {
  if (map.ResultWriter !== undefined) {
    const { Transformation } = writerConfigOf(map);
    const children = await endedChildren(store, roster, from, count);
    return children.flatMap((child) => resultsOf(home, child, Transformation));
  }
  const { execution, step } = roster;
  const ids = Array.from({ length: count }, (_, offset) => childId(execution, step, from + offset));
  const last = await store.latestOf(ids);
  return last.flatMap(({ state: { output } }) => (output === undefined ? [] : [output]));
}
