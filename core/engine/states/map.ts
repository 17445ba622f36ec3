/** Map, inline: runs its processor once for every item. https://states-language.net/#map-state */

import { StatesError } from '../../asl/errors.ts';
import { applyParameters, readPath } from '../../asl/query/jsonpath.ts';
import type { MapState } from '../../asl/types.ts';
import { type Json, textOf } from '../../json.ts';
import { joinChildren, startChildren } from './join.ts';
import type { ChildStart, StateScope, StateType } from './type.ts';

export const map: StateType<MapState> = {
  enter(state, scope) {
    refuseDistributed(state);
    const concurrency = maxConcurrency(state, scope);
    const { length } = children(state, scope);
    if (length === 0) {
      return {
        type: 'done',
        result: [],
        history: [{ type: 'MapStateStarted', details: { length } }, { type: 'MapStateSucceeded' }],
      };
    }
    return startChildren('Map', length, concurrency === 0 ? length : Math.min(concurrency, length));
  },
  resume: (_state, scope, event) => joinChildren('Map', scope, event),
  children,
};

function children(state: MapState, scope: StateScope): ChildStart[] {
  const branch = state.ItemProcessor ?? state.Iterator;
  if (!branch) throw new StatesError('States.Runtime', 'The Map state has no ItemProcessor.');
  // Parameters is what ItemSelector was called when ItemProcessor was called Iterator.
  const selector = state.ItemSelector ?? state.Parameters;
  const field = state.ItemSelector === undefined ? 'Parameters' : 'ItemSelector';
  return items(state, scope).map((value, index) => {
    const item = { index, value };
    if (selector === undefined) return { branch, input: value, item };
    const context = { ...scope.query.context, Map: { Item: { Index: index, Value: value } } };
    const query = { ...scope.query, context };
    return { branch, input: applyParameters(selector, scope.input, query, field), item };
  });
}

function items(state: MapState, scope: StateScope): Json[] {
  const value =
    state.ItemsPath === undefined
      ? scope.input
      : readPath(state.ItemsPath, scope.input, scope.query, 'ItemsPath');
  if (Array.isArray(value)) return value;
  if (state.ItemsPath === undefined) {
    throw new StatesError(
      'States.Runtime',
      `Map state input must be an array but was: ${textOf(value)}`,
    );
  }
  throw new StatesError(
    'States.Runtime',
    `Reference path "${state.ItemsPath}" must point to array.`,
  );
}

/** How many iterations may run at a time; 0 sets no limit. */
function maxConcurrency(state: MapState, scope: StateScope): number {
  if (typeof state.MaxConcurrency === 'number') return state.MaxConcurrency;
  if (state.MaxConcurrencyPath === undefined) return 0;
  const path = state.MaxConcurrencyPath;
  const value = readPath(path, scope.input, scope.query, 'MaxConcurrencyPath');
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new StatesError(
    'States.Runtime',
    `The MaxConcurrencyPath field refers to value "${textOf(value)}" which is not a valid integer: ${path}`,
  );
}

function refuseDistributed(state: MapState): void {
  const distributed =
    state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED' ||
    state.ItemReader !== undefined ||
    state.ItemBatcher !== undefined ||
    state.ResultWriter !== undefined;
  if (!distributed) return;
  throw new StatesError(
    'States.Runtime',
    'This version of Treadle runs a Map inline only: Mode DISTRIBUTED, ItemReader, ItemBatcher and ResultWriter are not supported yet.',
  );
}
