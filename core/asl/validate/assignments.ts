/** Names of variables across scopes: what a scope has assigned, the scopes within it may read and not assign. */

import type { JsonObject } from '../../json.ts';
import type { Branch, Definition, QueryLanguage, State } from '../types.ts';
import { definedBefore, type Known } from './defined-before.ts';
import type { Context } from './problem.ts';
import { variableOf } from './variables.ts';

const NOTHING: Known = () => false;

/**
 * Checks that no branch or iteration assigns a variable that may already be assigned around it. What is assigned only
 * later, as by the Catch of the enclosing state, does not count: AWS allows it.
 */
export function checkAssignments(definition: Definition, context: Context): void {
  checkBranch(definition, '', NOTHING, context);
}

function checkBranch(branch: Branch, at: string, known: Known, context: Context): void {
  const before = definedBefore(branch, namesWithin(branch, context), context.machineLanguage);
  for (const [name, state] of Object.entries(branch.States)) {
    const location = `${at}/States/${name}`;
    const language = state.QueryLanguage ?? context.machineLanguage;
    if (known !== NOTHING) checkState(state, location, known, language, context);
    if (state.Type !== 'Parallel' && state.Type !== 'Map') continue;
    const inner = either(known, before.get(name) ?? NOTHING);
    for (const each of innerBranches(state)) {
      checkBranch(each.branch, `${location}${each.at}`, each.isIsolated ? NOTHING : inner, context);
    }
  }
}

function either(one: Known, other: Known): Known {
  if (one === NOTHING) return other;
  return other === NOTHING ? one : (name) => one(name) || other(name);
}

/** The variables that the scopes within a branch assign, those of distributed Maps left out. */
function namesWithin(branch: Branch, context: Context): Set<string> {
  const names = new Set<string>();
  const open = [branch];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const state of Object.values(next.States)) {
      const language = state.QueryLanguage ?? context.machineLanguage;
      if (next !== branch) {
        for (const [, assign] of assignFields(state)) {
          for (const key of Object.keys(assign)) names.add(variableOf(key, language));
        }
      }
      for (const inner of innerBranches(state)) if (!inner.isIsolated) open.push(inner.branch);
    }
  }
  return names;
}

interface InnerBranch {
  branch: Branch;
  at: string;
  /** A distributed Map's processor sees nothing of the variables around it, so its names are its own. */
  isIsolated: boolean;
}

function innerBranches(state: State): InnerBranch[] {
  if (state.Type === 'Parallel') {
    return state.Branches.map((branch, i) => ({
      branch,
      at: `/Branches[${i}]`,
      isIsolated: false,
    }));
  }
  if (state.Type !== 'Map') return [];
  const field = state.ItemProcessor ? 'ItemProcessor' : 'Iterator';
  const branch = state[field];
  if (!branch) return [];
  const isIsolated = branch.ProcessorConfig?.Mode === 'DISTRIBUTED';
  return [{ branch, at: `/${field}`, isIsolated }];
}

function checkState(
  state: State,
  at: string,
  known: Known,
  language: QueryLanguage,
  context: Context,
): void {
  for (const [field, assign] of assignFields(state)) {
    for (const key of Object.keys(assign)) {
      const name = variableOf(key, language);
      if (!known(name)) continue;
      context.report(
        `The variable name '${name}' was already defined in a parent scope.`,
        `${at}${field}/${key}`,
        'DUPLICATE_VARIABLE_NAME',
      );
    }
  }
}

/** Each Assign of a state with its place within it: its own, and those of its rules and catchers. */
function assignFields(state: State): [field: string, assign: JsonObject][] {
  const fields: [string, JsonObject][] = [];
  const add = (at: string, holder: { Assign?: JsonObject }) => {
    if (holder.Assign) fields.push([`${at}/Assign`, holder.Assign]);
  };
  if ('Assign' in state) add('', state);
  if (state.Type === 'Choice') {
    for (const [i, rule] of state.Choices.entries()) add(`/Choices[${i}]`, rule);
  }
  if ('Catch' in state) {
    for (const [i, catcher] of (state.Catch ?? []).entries()) add(`/Catch[${i}]`, catcher);
  }
  return fields;
}
