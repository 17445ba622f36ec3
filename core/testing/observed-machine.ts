/** A machine that tells which of its branches are taken: the rules of Choices and the Catchers. */

import { readDefinition } from '../asl/read-definition.ts';
import type { Definition, State } from '../asl/types.ts';
import { type Machine, prepareMachine } from '../engine/machine.ts';

/** A way out of a state that is taken in some cases only. */
export interface Branch {
  state: string;
  /** `Choices[0]`, `Default` or `Catch[1]`. */
  field: string;
  next: string;
}

/** The branches of a machine, in the order of its states. */
export function branchesOfMachine({ states }: Machine): Branch[] {
  return [...states].flatMap(([name, { state }]) => branchesOfState(name, state));
}

function branchesOfState(name: string, state: State): Branch[] {
  const branches: Branch[] = [];
  const add = (field: string, next: string) => branches.push({ state: name, field, next });
  if (state.Type === 'Choice') {
    for (const [index, { Next }] of state.Choices.entries()) add(`Choices[${index}]`, Next);
    if (state.Default !== undefined) add('Default', state.Default);
  }
  if ('Catch' in state) {
    for (const [index, { Next }] of (state.Catch ?? []).entries()) add(`Catch[${index}]`, Next);
  }
  return branches;
}

/**
 * Prepares a checked definition so that `taken` hears of each rule and Catcher when the engine follows it. The default of a Choice
 * is not told of: it is what remains.
 */
export function observeMachine(
  facts: Pick<Machine, 'name' | 'revision' | 'roleArn'>,
  text: string,
  taken: (state: string, field: string) => void,
): Machine {
  const machine = prepareMachine(facts, readDefinition(text) as unknown as Definition);
  for (const [name, { state }] of machine.states) {
    if (state.Type === 'Choice') watch(state.Choices, (index) => taken(name, `Choices[${index}]`));
    if ('Catch' in state && state.Catch) {
      watch(state.Catch, (index) => taken(name, `Catch[${index}]`));
    }
  }
  return machine;
}

/** The engine reads where a rule leads when it follows it, and not before: no record says which of two rules it was. */
function watch(ways: { Next: string }[], taken: (index: number) => void): void {
  for (const [index, way] of ways.entries()) {
    const next = way.Next;
    Object.defineProperty(way, 'Next', {
      enumerable: true,
      get: () => {
        taken(index);
        return next;
      },
    });
  }
}
