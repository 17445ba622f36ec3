/** The scopes of a definition: the machine, each branch and each item processor, with their locations. */

import type { Branch, Definition, State } from '../types.ts';

export interface StatesScope {
  branch: Branch;
  /** '' for the machine itself, so that `${at}/States` is right everywhere. */
  at: string;
}

/** Every scope, outermost first, in the order of the text. */
export function* scopesOf(definition: Definition): Generator<StatesScope> {
  const open: StatesScope[] = [{ branch: definition, at: '' }];
  for (let scope = open.pop(); scope; scope = open.pop()) {
    yield scope;
    const inner: StatesScope[] = [];
    for (const [name, state] of Object.entries(scope.branch.States)) {
      inner.push(...within(state, `${scope.at}/States/${name}`));
    }
    for (const each of inner.reverse()) open.push(each);
  }
}

function within(state: State, at: string): StatesScope[] {
  if (state.Type === 'Parallel') {
    return state.Branches.map((branch, i) => ({ branch, at: `${at}/Branches[${i}]` }));
  }
  if (state.Type !== 'Map') return [];
  if (state.ItemProcessor) return [{ branch: state.ItemProcessor, at: `${at}/ItemProcessor` }];
  return state.Iterator ? [{ branch: state.Iterator, at: `${at}/Iterator` }] : [];
}
