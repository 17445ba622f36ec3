/** What of the scope an expression gets to see: copies of the parts that it names, and of nothing else. */

import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { References } from './references.ts';
import type { ExpressionScope } from './scope.ts';
import { toInput } from './values.ts';

/** The parts to copy by name; `all` is the whole value. */
type Selection = Map<string, Selection> | 'all';

/** The evaluator's variables by name, each a copy pruned to the paths that the expression follows. */
export function selectInputs(references: References, scope: ExpressionScope): JsonBindings {
  const bindings: JsonBindings = Object.create(null);
  const selections = new Map<string, Selection>();
  for (const { variable, names } of references.paths) {
    selections.set(variable, select(selections.get(variable), names));
  }
  for (const [variable, selection] of selections) {
    if (variable === 'states') bindings.states = prune(scope.states, selection);
    else if (Object.hasOwn(scope.variables, variable)) {
      bindings[variable] = prune(scope.variables[variable] ?? null, selection);
    }
  }
  return bindings;
}

export type JsonBindings = Record<string, unknown>;

function select(selection: Selection | undefined, names: string[]): Selection {
  const [name, ...rest] = names;
  if (name === undefined || selection === 'all') return 'all';
  const parts = selection ?? new Map<string, Selection>();
  parts.set(name, select(parts.get(name), rest));
  return parts;
}

function prune(value: Json, selection: Selection): Json {
  if (selection === 'all' || !isObject(value)) return toInput(value);
  const copy: JsonObject = Object.create(null);
  for (const [name, part] of selection) {
    if (Object.hasOwn(value, name)) copy[name] = prune(value[name] ?? null, part);
  }
  return copy;
}
