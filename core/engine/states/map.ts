/** Map: runs its processor once for every item, inline or in a Map Run. https://states-language.net/#map-state */

import { StatesError } from '../../asl/errors.ts';
import { mapInputNotArray, unexpectedResultType } from '../../asl/jsonata/errors.ts';
import { expressionText, isExpression } from '../../asl/jsonata/expression-text.ts';
import { readPath } from '../../asl/query/jsonpath.ts';
import type { MapState } from '../../asl/types.ts';
import type { Json } from '../../json.ts';
import { batches } from '../item-batcher.ts';
import { joinChildren, startChildren } from './join.ts';
import {
  enterMapRun,
  isDistributed,
  joinMapRun,
  readItems,
  runChildren,
  takeItems,
} from './map-run.ts';
import type { ChildStart, StateScope, StateType } from './type.ts';
import { wholeNumber } from './whole-number.ts';

export const map: StateType<MapState> = {
  async enter(state, scope) {
    refuseUnsupported(state);
    if (state.ItemReader && isDistributed(state)) return readItems(state.ItemReader, state, scope);
    const concurrency = (await wholeNumber(state, 'MaxConcurrency', 0, scope)) || Infinity;
    const { length } = await children(state, scope);
    if (isDistributed(state)) return enterMapRun(state, scope, length);
    if (length > 0) return startChildren('Map', length, Math.min(concurrency, length));
    return {
      type: 'done',
      result: [],
      history: [{ type: 'MapStateStarted', details: { length } }, { type: 'MapStateSucceeded' }],
    };
  },
  async resume(state, scope, event) {
    const { waiting } = scope.current;
    if (waiting?.for === 'items' && state.ItemReader) {
      const value = await takeItems(state.ItemReader, scope, event);
      const mapRun = { ...waiting.mapRun, value };
      const { length } = await childrenOf(state, value, scope);
      return runChildren(mapRun, length, []);
    }
    if (waiting?.for !== 'children' || !waiting.mapRun) return joinChildren('Map', scope, event);
    return joinMapRun(scope, event);
  },
  children,
};

async function children(state: MapState, scope: StateScope): Promise<ChildStart[]> {
  const { waiting } = scope.current;
  const read = waiting?.for === 'children' ? waiting.mapRun?.value : undefined;
  return childrenOf(state, read ?? (await itemsOf(state, scope)), scope);
}

async function childrenOf(
  state: MapState,
  items: Json[],
  scope: StateScope,
): Promise<ChildStart[]> {
  const starts = await iterations(state, items, scope);
  return state.ItemBatcher ? batches(state.ItemBatcher, starts, scope) : starts;
}

/** How the iteration of each item begins. @throws {StatesError} */
export async function iterations(
  state: MapState,
  items: Json[],
  scope: StateScope,
): Promise<ChildStart[]> {
  const branch = state.ItemProcessor ?? state.Iterator;
  if (!branch) throw new StatesError('States.Runtime', 'The Map state has no ItemProcessor.');
  // Parameters is what ItemSelector was called when ItemProcessor was called Iterator.
  const selector = state.ItemSelector ?? state.Parameters;
  const field = state.ItemSelector === undefined ? 'Parameters' : 'ItemSelector';
  const starts: ChildStart[] = [];
  for (const [index, value] of items.entries()) {
    const item = { index, value };
    if (selector === undefined) {
      starts.push({ branch, input: value, item });
      continue;
    }
    const context = { ...scope.data.context, Map: { Item: { Index: index, Value: value } } };
    const data = { ...scope.data, context };
    const input = await scope.query.item(selector, field, scope.input, data);
    starts.push({ branch, input, item });
  }
  return starts;
}

/** What the state iterates over. @throws {StatesError} when that is no array */
export async function itemsOf(state: MapState, scope: StateScope): Promise<Json[]> {
  if (state.ItemsPath !== undefined) {
    const value = readPath(state.ItemsPath, scope.input, scope.data, 'ItemsPath');
    if (Array.isArray(value)) return value;
    // AWS names the path within the context object, and nothing around it.
    const path = state.ItemsPath.replace(/^\$\$/, '$');
    throw new StatesError('States.Runtime', `Reference path "${path}" must point to array.`, true);
  }
  const value = await scope.query.value({ ...state }, 'Items', scope.input, scope.data);
  if (Array.isArray(value)) return value;
  if (value !== undefined && typeof state.Items === 'string') {
    const text = isExpression(state.Items) ? expressionText(state.Items) : state.Items;
    throw unexpectedResultType(text, 'Items', 'array', value);
  }
  if (Array.isArray(scope.input)) return scope.input;
  // AWS calls it a failed evaluation in JSONata, and a runtime error in JSONPath.
  const failed = mapInputNotArray(scope.input);
  throw scope.language === 'JSONata' ? failed : new StatesError('States.Runtime', failed.message);
}

function refuseUnsupported(state: MapState): void {
  if (state.ResultWriter === undefined) return;
  throw new StatesError(
    'States.Runtime',
    'This version of Treadle has no ResultWriter: the results of a Map are its output.',
  );
}
