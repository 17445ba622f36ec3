/** Map, distributed: its children are executions of a Map Run, whose history is their own. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */

import { mapRunArn } from '../../arn.ts';
import { StatesError } from '../../asl/errors.ts';
import type { MapState } from '../../asl/types.ts';
import { numberOf } from '../../number.ts';
import type { Event } from '../events.ts';
import type { ChildrenWait, MapRun } from '../execution.ts';
import type { HistoryEvent } from '../history-event.ts';
import { printResults } from '../map-results.ts';
import { mistyped } from '../mistyped.ts';
import { stopChildren } from './join.ts';
import { mapRunFailed, SUCCEEDED } from './map-run-end.ts';
import { beginWriting, writerConfigOf, writesFiles } from './result-writer.ts';
import type { Reply, StateScope } from './type.ts';
import { wholeNumber } from './whole-number.ts';

/** As many children as AWS lets run at a time. */
const MOST_AT_ONCE = 10_000;

/** Whether the state's children are executions of their own. */
export function isDistributed({ ItemProcessor, Iterator }: MapState): boolean {
  return (ItemProcessor ?? Iterator)?.ProcessorConfig?.Mode === 'DISTRIBUTED';
}

/** Starts the children of a Map Run; one without any is over. `join`: the step that has begun to make them. @throws {StatesError} */
export async function runChildren(
  state: MapState,
  scope: StateScope,
  mapRun: MapRun,
  count: number,
  history: HistoryEvent[],
  join?: number,
): Promise<Reply> {
  if (count === 0) {
    if (!writesFiles(state)) {
      return { type: 'done', result: [], history: [...history, ...SUCCEEDED] };
    }
    const none = { for: 'children', count, concurrency: 0 } as const;
    const reply = await beginWriting(state, scope, mapRun, none);
    return { ...reply, history: [...history, ...(reply.history ?? [])] };
  }
  const concurrency = Math.min(mapRun.concurrency ?? MOST_AT_ONCE, MOST_AT_ONCE, count);
  const numbers = { count, concurrency, ...(join !== undefined && { join }) };
  return {
    type: 'waiting',
    waiting: { for: 'children', ...numbers, mapRun },
    commands: [{ type: 'StartChildren', ...numbers }],
    history,
  };
}

/** Ends the Map Run when its children have ended, or when more of them have failed than may. @throws {StatesError} */
export async function joinMapRun(
  state: MapState,
  scope: StateScope,
  waiting: ChildrenWait,
  mapRun: MapRun,
  event: Event,
): Promise<Reply> {
  if (event.type === 'ChildrenCompleted') {
    if (writesFiles(state)) return beginWriting(state, scope, mapRun, waiting);
    const { OutputType } = writerConfigOf(state);
    const result = OutputType === 'JSON' ? event.outputs : printResults(event.outputs, OutputType);
    return { type: 'done', result, history: SUCCEEDED };
  }
  if (event.type !== 'MapRunExceeded') throw new Error(`a Map Run cannot take ${event.type}`);
  const commands = stopChildren(scope);
  if (!writesFiles(state)) return mapRunFailed(undefined, commands);
  // What the others have come to is written when none runs any more.
  const join = waiting.join ?? scope.step;
  const stopped = { ...waiting, join, mapRun: { ...mapRun, failed: true } };
  return { type: 'waiting', waiting: stopped, commands };
}

/** The fresh Map Run, whose start is noted in the history; or the failure of what it tolerates. */
export async function beginMapRun(
  state: MapState,
  scope: StateScope,
  history: HistoryEvent[],
): Promise<MapRun | Reply> {
  const concurrency = await wholeNumber(state, 'MaxConcurrency', 0, scope);
  try {
    const count = await wholeNumber(state, 'ToleratedFailureCount', 0, scope);
    const percentage = await toleratedPercentage(state, scope);
    const { random } = scope.data;
    const arn = mapRunArn(scope.home, scope.machine, state.Label ?? random.uuid(), random.uuid());
    history.push({ type: 'MapRunStarted', details: { mapRunArn: arn } });
    return {
      arn,
      ...(concurrency && { concurrency }),
      ...(count !== undefined && { count }),
      ...(percentage !== undefined && { percentage }),
    };
  } catch (thrown) {
    if (!(thrown instanceof StatesError) || thrown.error !== 'States.Runtime') throw thrown;
    const cause = `An error occurred while executing the state '${scope.name}' (entered at the event id #${scope.current.enteredEventId}). ${thrown.message}`;
    return { type: 'fatal', failure: { error: thrown.error, cause }, history };
  }
}

async function toleratedPercentage(
  state: MapState,
  scope: StateScope,
): Promise<number | undefined> {
  const field = 'ToleratedFailurePercentage';
  const value = await scope.query.value({ ...state }, field, scope.input, scope.data);
  if (value === undefined) return undefined;
  const percentage = numberOf(value);
  if (percentage === undefined) {
    const path = state.ToleratedFailurePercentagePath;
    const reason = `The ${field}Path field refers to value "${String(value)}" which is not a valid float: ${path}`;
    throw mistyped(state, field, 'number', value) ?? new StatesError('States.Runtime', reason);
  }
  if (percentage >= 0 && percentage <= 100) return percentage;
  throw new StatesError('States.Runtime', `${field} must be between 0 and 100.`);
}
