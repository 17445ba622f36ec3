/** Which variables the states of a definition assign and read, gathered while their fields are checked. */

import { type Json, type JsonObject, setKey } from '../../json.ts';

/** The machine, a branch or an item processor: where its states keep their variables. */
export interface VariableScope {
  parent?: VariableScope;
  /** False for a distributed Map's processor: its executions can not see the variables around them. */
  readsParent: boolean;
  assigned: Set<string>;
  /** One entry per state that stands in the scope. */
  uses: StateUse[];
  inner: VariableScope[];
}

/** What one state reads. */
export interface StateUse {
  state: string;
  reads: Place[];
}

interface Place {
  name: string;
  at: string;
}

/** A scope within another, or that of the machine. */
export function openScope(parent?: VariableScope, readsParent = true): VariableScope {
  const scope: VariableScope = {
    ...(parent && { parent }),
    readsParent,
    assigned: new Set(),
    uses: [],
    inner: [],
  };
  parent?.inner.push(scope);
  return scope;
}

/** The scope and all that it encloses, outermost first, in the order of the text. */
export function* scopesWithin(outermost: VariableScope): Generator<VariableScope> {
  const open = [outermost];
  for (let scope = open.pop(); scope; scope = open.pop()) {
    yield scope;
    open.push(...scope.inner.toReversed());
  }
}

/** The variables that each state reads, sorted, as DescribeStateMachine shows them; states that read none are left out. */
export function variableReferences(outermost: VariableScope): JsonObject {
  const references: JsonObject = {};
  for (const scope of scopesWithin(outermost)) {
    for (const { state, reads } of scope.uses) {
      const names: Json[] = [...new Set(reads.map(({ name }) => name))].sort();
      if (names.length > 0) setKey(references, state, names);
    }
  }
  return references;
}
