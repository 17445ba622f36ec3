/** Transitions: every target exists, every state is reached, and the machine can end. */

import type { JsonObject } from '../../json.ts';
import type { Branch, Definition, State } from '../types.ts';
import type { Context } from './problem.ts';
import { scopesOf } from './scopes.ts';

export interface Edge {
  target: string;
  /** Where the target is named, within the state: `/Next`, `/Choices[0]/Next`. */
  at: string;
  /** What is assigned on the way. */
  assign?: JsonObject | undefined;
}

/** Checks the graph of each scope; that something is terminal is asked of the machine only, as AWS does. */
export function checkTransitions(definition: Definition, context: Context): void {
  for (const { branch, at } of scopesOf(definition)) {
    checkTargets(branch, at, context);
    const isMachine = at === '';
    if (isMachine && !Object.values(branch.States).some(isTerminal)) {
      context.report('Workflow has no terminal state', undefined, 'MISSING_END_STATE');
    } else {
      for (const name of unreached(branch)) {
        const location = `${at}/States/${name}`;
        context.report(`State "${name}" is not reachable.`, location, 'MISSING_TRANSITION_TARGET');
      }
    }
  }
}

function checkTargets(branch: Branch, at: string, context: Context): void {
  const check = (target: string, location: string) => {
    if (Object.hasOwn(branch.States, target)) return;
    context.report(`Missing 'Next' target: ${target}`, location, 'MISSING_TRANSITION_TARGET');
  };
  check(branch.StartAt, `${at}/StartAt`);
  for (const [name, state] of Object.entries(branch.States)) {
    for (const edge of edgesOf(state)) check(edge.target, `${at}/States/${name}${edge.at}`);
  }
}

/** Where a state may lead. */
export function edgesOf(state: State): Edge[] {
  const edges: Edge[] = [];
  const assign = 'Assign' in state ? state.Assign : undefined;
  if ('Next' in state && state.Next !== undefined) {
    edges.push({ target: state.Next, at: '/Next', assign });
  }
  if (state.Type === 'Choice') {
    for (const [i, rule] of state.Choices.entries()) {
      edges.push({ target: rule.Next, at: `/Choices[${i}]/Next`, assign: rule.Assign });
    }
    if (state.Default !== undefined) {
      edges.push({ target: state.Default, at: '/Default', assign });
    }
  }
  if ('Catch' in state) {
    for (const [i, catcher] of (state.Catch ?? []).entries()) {
      edges.push({ target: catcher.Next, at: `/Catch[${i}]/Next`, assign: catcher.Assign });
    }
  }
  return edges;
}

function isTerminal(state: State): boolean {
  return (
    state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true)
  );
}

/**
 * The states at which unreachable parts of a scope begin, in the order of the text. What only such a state leads to is
 * not named beside it: mending the first mends the rest.
 */
function unreached(branch: Branch): string[] {
  const names = Object.keys(branch.States);
  const targets = new Map(
    Object.entries(branch.States).map(([name, state]) => [
      name,
      edgesOf(state).map((e) => e.target),
    ]),
  );
  const entered = new Set<string>();
  for (const [name, next] of targets) {
    for (const target of next) if (target !== name) entered.add(target);
  }
  const visited = new Set<string>();
  visit(branch.StartAt, targets, visited);
  const found = new Set<string>();
  const orphans = names.filter((name) => !entered.has(name));
  // orphans first; whatever then remains is a ring of states that only lead to each other
  for (const name of [...orphans, ...names]) {
    if (visited.has(name)) continue;
    found.add(name);
    visit(name, targets, visited);
  }
  return names.filter((name) => found.has(name));
}

function visit(start: string, targets: Map<string, string[]>, visited: Set<string>): void {
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (visited.has(name)) continue;
    visited.add(name);
    for (const target of targets.get(name) ?? []) open.push(target);
  }
}
