/** A state machine prepared for running: every state by its name, wherever it is nested. */

import type { Branch, Definition, QueryLanguage, State } from '../asl/types.ts';
import type { Logging } from './log-event.ts';

export interface Machine {
  name: string;
  revision: string;
  roleArn: string;
  definition: Definition;
  /** Absent where its executions are not logged. */
  logging?: Logging;
  /** Names are unique in the whole machine, so one table serves all branches and processors. */
  states: ReadonlyMap<string, Place>;
}

interface Place {
  state: State;
  language: QueryLanguage;
  /** Whether the state, or one inside it, reads the context object; if not, no step has to fetch it. */
  readsContext: boolean;
}

/** Indexes a checked definition. */
export function prepareMachine(
  facts: Pick<Machine, 'name' | 'revision' | 'roleArn' | 'logging'>,
  definition: Definition,
): Machine {
  const states = new Map<string, Place>();
  const pending: Branch[] = [definition];
  for (let branch = pending.pop(); branch; branch = pending.pop()) {
    for (const [name, state] of Object.entries(branch.States)) {
      const language = state.QueryLanguage ?? definition.QueryLanguage ?? 'JSONPath';
      states.set(name, { state, language, readsContext: readsContext(state) });
      pending.push(...branchesOf(state));
    }
  }
  return { ...facts, definition, states };
}

/** The branches of a Parallel, the processor of a Map. */
export function branchesOf(state: State): Branch[] {
  if (state.Type === 'Parallel') return state.Branches;
  if (state.Type !== 'Map') return [];
  const processor = state.ItemProcessor ?? state.Iterator;
  return processor ? [processor] : [];
}

/** `$$` in a path; `$states.context`, or `$states` as a whole, in an expression. */
function readsContext(state: State): boolean {
  const text = JSON.stringify(state);
  return text.includes('$$') || /\$states(?!\.(?:input|result|errorOutput)\b)/.test(text);
}

/** @throws {Error} when there is no such state: a checked definition refers to none */
export function stateOf(machine: Machine, name: string): State {
  return placeOf(machine, name).state;
}

export function placeOf(machine: Machine, name: string): Place {
  const place = machine.states.get(name);
  if (!place) throw new Error(`the state machine ${machine.name} has no state ${name}`);
  return place;
}
