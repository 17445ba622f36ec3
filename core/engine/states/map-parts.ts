/** A Map with more items than one step may make children of: some are made in each step, and the join opens behind them. */

import { StatesError } from '../../asl/errors.ts';
import { QueryEvaluationError } from '../../asl/jsonata/errors.ts';
import type { MapState } from '../../asl/types.ts';
import type { JsonObject } from '../../json.ts';
import type { Event } from '../events.ts';
import type { ItemsWait, MapRun } from '../execution.ts';
import type { HistoryEvent } from '../history-event.ts';
import type { Reading } from '../item-reader/position.ts';
import { readingOf } from '../item-reader/reading.ts';
import { itemsOf, startsOf } from './map-items.ts';
import { beginMapRun, runChildren } from './map-run.ts';
import { mapRunFailed } from './map-run-end.ts';
import type { Reply, StateScope } from './type.ts';
import { wholeNumber } from './whole-number.ts';

type ChildrenMade = Extract<Event, { type: 'ChildrenMade' }>;
type ItemsFailed = Extract<Event, { type: 'ItemsFailed' }>;

/** Begins a Map Run whose items an ItemReader reads. @throws {StatesError} */
export async function readItems(
  reader: JsonObject,
  state: MapState,
  scope: StateScope,
): Promise<Reply> {
  const history: HistoryEvent[] = [{ type: 'MapStateStarted', details: { length: 0 } }];
  const mapRun = await beginMapRun(state, scope, history);
  if ('type' in mapRun) return mapRun;
  return makeParts(scope, history, mapRun, await readingOf(reader, scope));
}

/** The first step of those that make children. */
export function makeParts(
  { step }: StateScope,
  history: HistoryEvent[],
  mapRun?: MapRun,
  reading?: Reading,
): Reply {
  return {
    type: 'waiting',
    waiting: {
      for: 'items',
      join: step + 1,
      taken: 0,
      made: 0,
      ...(reading && { reading }),
      ...(mapRun && { mapRun }),
    },
    commands: [{ type: 'MakeChildren' }],
    history,
  };
}

/** What follows when some children have been made: more of them, or all of them run. @throws {StatesError} */
export async function partMade(
  state: MapState,
  scope: StateScope,
  { mapRun, join, ...waiting }: ItemsWait,
  event: Event,
): Promise<Reply> {
  if (event.type === 'ItemsFailed') return itemsFailed(event, mapRun);
  if (event.type !== 'ChildrenMade') throw new Error(`no items come with ${event.type}`);
  const made = waiting.made + event.made;
  if (event.isLast) {
    const items = waiting.taken + event.taken;
    if (mapRun) return runChildren(state, scope, { ...mapRun, items }, made, [], join);
    const concurrency = (await wholeNumber(state, 'MaxConcurrency', 0, scope)) || made;
    const numbers = { count: made, concurrency: Math.min(concurrency, made), join };
    return {
      type: 'waiting',
      waiting: { for: 'children', ...numbers },
      commands: [{ type: 'StartChildren', ...numbers }],
    };
  }
  const { position } = event as ChildrenMade;
  return {
    type: 'waiting',
    waiting: {
      ...waiting,
      join,
      made,
      taken: waiting.taken + event.taken,
      ...(position && { position }),
      ...(mapRun && { mapRun }),
    },
    commands: [{ type: 'MakeChildren' }],
  };
}

function itemsFailed(
  { error, cause, isWhole, location }: ItemsFailed,
  mapRun: MapRun | undefined,
): Reply {
  if (error === 'States.QueryEvaluationError') throw new QueryEvaluationError(cause, location);
  if (!mapRun || error !== 'States.ItemReaderFailed') throw new StatesError(error, cause, isWhole);
  return mapRunFailed({ error, cause });
}

/** How many children the items in the state make, if one step can make them all. @throws {StatesError} */
export async function countAtOnce(
  state: MapState,
  scope: StateScope,
): Promise<{ items: number; children?: number }> {
  const items = await itemsOf(state, scope);
  if (items.length > scope.mostChildren) return { items: items.length };
  if (!state.ItemBatcher && state.ItemSelector === undefined && state.Parameters === undefined) {
    return { items: items.length, children: items.length };
  }
  const given = items.map((value) => ({ value }));
  const { starts } = await startsOf(state, scope, given, 0, true);
  return { items: items.length, children: starts.length };
}
