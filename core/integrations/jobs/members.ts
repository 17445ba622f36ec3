/** Members of a service's answer, whose shape nobody has checked. */

import { isObject, type Json, type JsonObject } from '../../json.ts';

/** A member that is an object; an empty one where it is not. */
export function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

/** The first of a list of objects; an empty one where there is none. */
export function firstIn(object: JsonObject, name: string): JsonObject {
  const list = object[name];
  const first = Array.isArray(list) ? list[0] : undefined;
  return isObject(first) ? first : {};
}

/** The named values, where all are there: what finds a job again. */
export function together(values: Record<string, Json | undefined>): JsonObject | undefined {
  const found: JsonObject = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) return undefined;
    found[name] = value;
  }
  return found;
}
