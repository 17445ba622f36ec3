/** The children that a Map makes in one step, where it has too many items for one. */

import type { MapState } from '../asl/types.ts';
import { childOf, seenScope } from './begin-execution.ts';
import type { Env, Standing } from './decision.ts';
import type { Event } from './events.ts';
import type { Execution, ItemsWait } from './execution.ts';
import type { ReadItem } from './item-reader/position.ts';
import { type Machine, stateOf } from './machine.ts';
import { type Given, itemsOf, startsOf } from './states/map-items.ts';
import type { StateScope } from './states/type.ts';

/** With batches, a step looks at so many times as many items as it may make children. */
const ITEMS_PER_CHILD = 100;

/** What comes next for a step. */
export interface Part<T extends Given = ReadItem> {
  items: T[];
  /** There are no more. */
  isLast: boolean;
}

export interface MadePart {
  children: Execution[];
  event: Extract<Event, { type: 'ChildrenMade' }>;
}

/**
 * The next children, and the event that says so. They follow from the record and from what was read, so they can be made
 * again.
 *
 * @param read where the state has an ItemReader
 * @throws {StatesError}
 */
export async function beginPart(
  machine: Machine,
  standing: Standing,
  env: Env,
  read?: Part,
): Promise<MadePart> {
  const { state: parent, step } = standing;
  const { current } = parent;
  const state = current && stateOf(machine, current.name);
  if (current?.waiting?.for !== 'items' || state?.Type !== 'Map') {
    throw new Error(`step ${step} of ${parent.id} makes no children`);
  }
  const { waiting } = current;
  const scope = seenScope(machine, standing, current, env);
  // As the step saw the items that began it all.
  const entered = seenScope(machine, { state: parent, step: waiting.join - 1 }, current, env);
  const part: Part<Given> = read ?? (await givenPart(state, entered, waiting));
  const { starts, taken } = await startsOf(state, scope, part.items, waiting.taken, part.isLast);
  const position = read?.items[taken - 1]?.position;
  const { join, made } = waiting;
  return {
    children: starts.map((start, index) =>
      childOf(machine, standing, current, { step: join, index: made + index }, start),
    ),
    event: {
      type: 'ChildrenMade',
      made: starts.length,
      taken,
      ...(position && { position }),
      isLast: part.isLast && taken === part.items.length,
    },
  };
}

/** The next of the items that stand in the state. */
async function givenPart(
  state: MapState,
  scope: StateScope,
  { taken, mapRun }: ItemsWait,
): Promise<Part<Given>> {
  const all = await itemsOf(state, scope);
  const most = state.ItemBatcher ? ITEMS_PER_CHILD * scope.mostChildren : scope.mostChildren;
  const source = mapRun ? { source: 'STATE_DATA' } : {};
  const items = all.slice(taken, taken + most).map((value) => ({ value, ...source }));
  return { items, isLast: taken + items.length === all.length };
}
