/** What one step of a JSONPath selects from one value. */

import { isContainer, isObject, type Json, type JsonObject, setKey } from '../../json.ts';
import type { Step, Test } from './path.ts';

/**
 * Adds what the step selects from the value to `found`.
 *
 * @returns how many values were looked at, to be charged to the step budget
 */
export function select(
  value: Json,
  step: Step,
  last: boolean,
  accepts: (test: Test, item: Json) => boolean,
  found: Json[],
): number {
  switch (step.type) {
    case 'name':
      if (isObject(value)) addMember(value, step.name, found);
      return 1;
    case 'names':
      return selectNames(value, step.names, last, found);
    case 'index':
      return selectIndexes(value, [step.index], found);
    case 'indexes':
      return selectIndexes(value, step.indexes, found);
    case 'slice':
      return Array.isArray(value) ? addAll(value.slice(step.from, step.to), found) : 1;
    case 'wildcard':
      return isContainer(value) ? addAll(Object.values(value), found) : 1;
    case 'filter':
      return selectFiltered(value, step.test, accepts, found);
    default:
      return 1;
  }
}

/** At the end of a path the members named are gathered into one object; before, each goes on by itself. */
function selectNames(value: Json, names: string[], last: boolean, found: Json[]): number {
  if (!isObject(value)) return 1;
  if (last) {
    const gathered: JsonObject = {};
    for (const name of names) {
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      if (member !== undefined) setKey(gathered, name, member);
    }
    found.push(gathered);
  } else {
    for (const name of names) addMember(value, name, found);
  }
  return names.length;
}

function selectIndexes(value: Json, indexes: number[], found: Json[]): number {
  if (!Array.isArray(value)) return 1;
  for (const index of indexes) {
    const item = value.at(index);
    if (item !== undefined) found.push(item);
  }
  return indexes.length;
}

/** A filter on an object looks at the object itself, on an array at its elements. */
function selectFiltered(
  value: Json,
  test: Test,
  accepts: (test: Test, item: Json) => boolean,
  found: Json[],
): number {
  if (!Array.isArray(value)) {
    if (isObject(value) && accepts(test, value)) found.push(value);
    return 1;
  }
  for (const item of value) {
    if (accepts(test, item)) found.push(item);
  }
  return value.length;
}

function addMember(value: JsonObject, name: string, found: Json[]): void {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  if (member !== undefined) found.push(member);
}

function addAll(values: Json[], found: Json[]): number {
  for (const value of values) found.push(value);
  return values.length + 1;
}
