/** What differs between two definitions, in a line. */

import { equalJson, isObject, type Json, type JsonObject } from '../../../core/json.ts';

/** `changed Pay, Ship; added Refund; removed Cancel; StartAt`; empty where nothing does. */
export function changesBetween(before: Json, after: Json): string {
  if (!isObject(before) || !isObject(after)) return 'the definition';
  const old = statesOf(before);
  const now = statesOf(after);
  const added = Object.keys(now).filter((name) => !Object.hasOwn(old, name));
  const removed = Object.keys(old).filter((name) => !Object.hasOwn(now, name));
  const changed = Object.keys(now).filter(
    (name) => Object.hasOwn(old, name) && !equalJson(old[name] ?? null, now[name] ?? null),
  );
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => field !== 'States' && !equalJson(before[field] ?? null, after[field] ?? null),
  );
  return [
    ...(changed.length > 0 ? [`changed ${changed.join(', ')}`] : []),
    ...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
    ...fields,
  ].join('; ');
}

/** How much is new: `1 state`, `12 states`; those at the top count. */
export function sizeOf(definition: Json): string {
  const count = isObject(definition) ? Object.keys(statesOf(definition)).length : 0;
  return count === 1 ? '1 state' : `${count} states`;
}

function statesOf({ States: states }: JsonObject): JsonObject {
  return isObject(states) ? states : {};
}
