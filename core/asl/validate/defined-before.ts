/** Which variables may have been assigned when a state begins: a walk over the transitions of a branch. */

import type { Branch, QueryLanguage } from '../types.ts';
import { componentsOf } from './components.ts';
import { type Edge, edgesOf } from './transitions.ts';
import { variableOf } from './variables.ts';

/** A set of names as bits, so that states share what they have in common at no cost. */
type Bits = bigint;

interface Arc {
  target: string;
  assigned: Bits;
}

/** Tells of a variable whether it may have been assigned. */
export type Known = (name: string) => boolean;

/** For each state of a branch, which of the names some way to it assigns; states before which nothing is are left out. */
export function definedBefore(
  branch: Branch,
  names: ReadonlySet<string>,
  machineLanguage: QueryLanguage,
): Map<string, Known> {
  const bits = new Map([...names].map((name, i) => [name, 1n << BigInt(i)]));
  const arcs = new Map<string, Arc[]>();
  for (const [name, state] of names.size > 0 ? Object.entries(branch.States) : []) {
    const language = state.QueryLanguage ?? machineLanguage;
    arcs.set(
      name,
      edgesOf(state).map((edge) => arcOf(edge, language, bits)),
    );
  }
  const known = new Map<string, Known>();
  for (const [state, before] of spread(arcs)) {
    known.set(state, (name) => (before & (bits.get(name) ?? 0n)) !== 0n);
  }
  return known;
}

function arcOf(
  { target, assign = {} }: Edge,
  language: QueryLanguage,
  bits: Map<string, Bits>,
): Arc {
  let assigned = 0n;
  for (const key of Object.keys(assign)) assigned |= bits.get(variableOf(key, language)) ?? 0n;
  return { target, assigned };
}

/**
 * Carries what is assigned along every transition: within a loop to all its states, then on to what follows. States
 * before which nothing is assigned are left out.
 */
function spread(arcs: Map<string, Arc[]>): Map<string, Bits> {
  const before = new Map<string, Bits>();
  const add = (state: string, bits: Bits) => before.set(state, (before.get(state) ?? 0n) | bits);
  const targets = new Map(
    [...arcs].map(([state, leaving]) => [state, leaving.map(({ target }) => target)]),
  );
  for (const component of componentsOf(targets)) {
    const members = new Set(component);
    let inLoop = 0n;
    for (const state of component) {
      inLoop |= before.get(state) ?? 0n;
      for (const { target, assigned } of arcs.get(state) ?? []) {
        if (members.has(target)) inLoop |= assigned;
      }
    }
    for (const state of component) {
      if (inLoop !== 0n) before.set(state, inLoop);
      for (const { target, assigned } of arcs.get(state) ?? []) {
        if (!members.has(target) && (inLoop | assigned) !== 0n) add(target, inLoop | assigned);
      }
    }
  }
  return before;
}
