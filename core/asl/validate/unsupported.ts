/** What AWS accepts and this version does not run yet: JSONata and variables. */

import type { Definition, State } from '../types.ts';
import type { Context } from './problem.ts';
import { scopesOf } from './scopes.ts';

const JSONATA = 'JSONata is not supported by this version of Treadle; use JSONPath';
const VARIABLES = 'Variables (Assign) are not supported by this version of Treadle';

/** Reports the first use of each: one is enough to know that the definition can not be stored. */
export function checkSupported(definition: Definition, context: Context): void {
  const refuse = (message: string, at: string) => context.report(message, at, 'UNSUPPORTED');
  const jsonata = locationOf(definition, jsonataIn) ?? undefined;
  if (definition.QueryLanguage === 'JSONata') refuse(JSONATA, '/QueryLanguage');
  else if (jsonata) refuse(JSONATA, jsonata);
  const assign = locationOf(definition, assignIn);
  if (assign) refuse(VARIABLES, assign);
}

function locationOf(
  definition: Definition,
  find: (state: State) => string | undefined,
): string | undefined {
  for (const { branch, at } of scopesOf(definition)) {
    for (const [name, state] of Object.entries(branch.States)) {
      const found = find(state);
      if (found !== undefined) return `${at}/States/${name}${found}`;
    }
  }
  return undefined;
}

function jsonataIn(state: State): string | undefined {
  return state.QueryLanguage === 'JSONata' ? '/QueryLanguage' : undefined;
}

function assignIn(state: State): string | undefined {
  if ('Assign' in state) return '/Assign';
  const rule = state.Type === 'Choice' ? state.Choices.findIndex((each) => 'Assign' in each) : -1;
  if (rule >= 0) return `/Choices[${rule}]/Assign`;
  const catcher = 'Catch' in state ? (state.Catch ?? []).findIndex((each) => 'Assign' in each) : -1;
  return catcher >= 0 ? `/Catch[${catcher}]/Assign` : undefined;
}
