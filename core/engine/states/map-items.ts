/** The items of a Map, and how each of them begins its iteration. https://states-language.net/#map-state */

import { StatesError } from '../../asl/errors.ts';
import { mapInputNotArray, unexpectedResultType } from '../../asl/jsonata/errors.ts';
import { expressionText, isExpression } from '../../asl/jsonata/expression-text.ts';
import { readPath } from '../../asl/query/jsonpath.ts';
import type { Branch, MapState } from '../../asl/types.ts';
import type { Json } from '../../json.ts';
import { itemContext } from '../context-object.ts';
import type { MapItem } from '../execution.ts';
import { createBatcher } from '../item-batcher.ts';
import type { ChildStart, StateScope } from './type.ts';

/** An item, and what is known of where it comes from. */
export type Given = Omit<MapItem, 'index'>;

/** How children begin, and of how many items they are made. */
export interface Starts {
  starts: ChildStart[];
  taken: number;
}

/**
 * How the children of items begin, as many as one step may make. What does not fill a batch is not taken, unless these are
 * the last items.
 *
 * @param first the number of the first of them
 * @throws {StatesError}
 */
export async function startsOf(
  state: MapState,
  scope: StateScope,
  items: Given[],
  first: number,
  isLast: boolean,
): Promise<Starts> {
  const branch = processorOf(state);
  const batcher = state.ItemBatcher && (await createBatcher(state.ItemBatcher, scope));
  const starts: ChildStart[] = [];
  let taken = 0;
  for (const [place, given] of items.entries()) {
    if (starts.length >= scope.mostChildren) return { starts, taken };
    const item = { ...given, index: first + place };
    const input = await inputOf(state, scope, item);
    if (!batcher) {
      starts.push({ branch, input, item });
      taken = place + 1;
      continue;
    }
    const full = batcher.add(input);
    if (full === undefined) continue;
    starts.push({ branch, input: full });
    taken = place;
  }
  const rest = batcher?.rest();
  // A batch that more items could fill waits for them, unless it is all that there is for this step.
  if (rest !== undefined && (isLast || starts.length === 0)) {
    starts.push({ branch, input: rest });
    taken = items.length;
  }
  return { starts, taken };
}

/** How the iteration of each item begins. @throws {StatesError} */
export async function iterations(
  state: MapState,
  items: Json[],
  scope: StateScope,
): Promise<ChildStart[]> {
  const branch = processorOf(state);
  const starts: ChildStart[] = [];
  for (const [index, value] of items.entries()) {
    const item = { index, value };
    starts.push({ branch, input: await inputOf(state, scope, item), item });
  }
  return starts;
}

function processorOf({ ItemProcessor, Iterator }: MapState): Branch {
  const branch = ItemProcessor ?? Iterator;
  if (branch) return branch;
  throw new StatesError('States.Runtime', 'The Map state has no ItemProcessor.');
}

async function inputOf(state: MapState, scope: StateScope, item: MapItem): Promise<Json> {
  // Parameters is what ItemSelector was called when ItemProcessor was called Iterator.
  const selector = state.ItemSelector ?? state.Parameters;
  if (selector === undefined) return item.value;
  const field = state.ItemSelector === undefined ? 'Parameters' : 'ItemSelector';
  const context = { ...scope.data.context, Map: itemContext(item) };
  return scope.query.item(selector, field, scope.input, { ...scope.data, context });
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
