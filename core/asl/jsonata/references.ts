/** What an expression refers to, read from its syntax tree: for the checks of a definition and its variable references. */

import type { Node } from './syntax.ts';
import { childrenOf, operandsOf, refinementsOf } from './syntax.ts';

export interface References {
  /** Workflow variables, without the `$`; not the expression's own variables and not functions. */
  variables: Set<string>;
  /** First steps after `$states`: input, context, result, errorOutput, or what the text says instead. */
  statesFields: Set<string>;
  /** `$states` stands alone or under an operator, so every field of it may be read. */
  wholeStates: boolean;
  /** The chains of plain names that follow `$states`, `$name`: what must be copied for the evaluator. */
  paths: { variable: string; names: string[] }[];
  /** Places that read the missing top-level context: `$`, `$$` or a bare field, as written. */
  topLevelContext: string[];
}

interface Surroundings {
  /** Names bound by the expression itself at this place. */
  bound: ReadonlySet<string>;
  /** The place has a context item: it stands in a path's later step, a predicate, a function's body. */
  hasContext: boolean;
}

/** Reads a tree as the parser made it, before `instrument` rewrites it. */
export function collectReferences(root: Node, isFunction: (name: string) => boolean): References {
  const references: References = {
    variables: new Set(),
    statesFields: new Set(),
    wholeStates: false,
    paths: [],
    topLevelContext: [],
  };
  const refer = (node: Node, names: string[], place: Surroundings) => {
    const name = String(node.value);
    if (name === '' || name === '$') {
      if (name === '$' || !place.hasContext) {
        references.topLevelContext.push(`$${name}`);
      }
      return;
    }
    if (place.bound.has(name)) return;
    if (name === 'states') {
      if (names[0] === undefined) references.wholeStates = true;
      else references.statesFields.add(names[0]);
    } else if (!isFunction(name)) {
      references.variables.add(name);
    }
    references.paths.push({ variable: name, names });
  };
  const walk = (node: Node, place: Surroundings): void => {
    switch (node.type) {
      case 'variable':
        refer(node, [], place);
        walkAll([...(node.predicate ?? []), ...(node.group?.lhs.flat() ?? [])], within(place));
        return;
      case 'path':
        walkPath(node, place);
        return;
      case 'lambda': {
        const names = (node.arguments ?? []).map((argument) => String(argument.value));
        if (node.body) walk(node.body, bind(place, names));
        return;
      }
      case 'block': {
        let inner = place;
        for (const expression of node.expressions ?? []) {
          // A function may call itself, so its own name is bound in its body.
          if (expression.type === 'bind') inner = bind(inner, [boundName(expression)]);
          walk(expression, inner);
        }
        return;
      }
      case 'bind':
        if (node.rhs) walk(node.rhs, bind(place, [boundName(node)]));
        return;
      case 'transform':
        walkAll(childrenOf(node), within(place));
        return;
      case 'wildcard':
      case 'descendant':
        if (!place.hasContext) {
          references.topLevelContext.push(node.type === 'descendant' ? '**' : '*');
        }
        break;
      case 'name':
        if (!place.hasContext) {
          references.topLevelContext.push(String(node.value));
        }
        break;
    }
    walkAll(operandsOf(node), place);
    walkAll(refinementsOf(node), within(place));
  };
  const walkAll = (nodes: Node[], place: Surroundings) => {
    for (const node of nodes) walk(node, place);
  };
  const walkPath = (path: Node, place: Surroundings) => {
    const steps = path.steps ?? [];
    const [first, ...others] = steps;
    let inner = place;
    if (first?.type === 'variable' && !first.predicate && !first.stages) {
      refer(first, leadingNames(others), place);
    } else if (first) {
      walk(first, place);
    }
    for (const step of steps) {
      const names = [step.focus, step.index].filter((name) => name !== undefined);
      inner = bind(within(inner), names);
      if (step !== first) walk(step, inner);
    }
    walkAll(path.group?.lhs.flat() ?? [], within(inner));
  };
  walk(root, { bound: new Set(), hasContext: false });
  return references;
}

/** The plain names at the start of a path's later steps: those that only look up a key. */
export function leadingNames(steps: Node[]): string[] {
  const names: string[] = [];
  for (const step of steps) {
    if (step.type !== 'name' || step.tuple) break;
    names.push(String(step.value));
    if (step.stages || step.predicate) break;
  }
  return names;
}

function boundName(node: Node): string {
  return node.lhs && !Array.isArray(node.lhs) ? String(node.lhs.value) : '';
}

function bind(place: Surroundings, names: string[]): Surroundings {
  return names.length === 0 ? place : { ...place, bound: new Set([...place.bound, ...names]) };
}

function within(place: Surroundings): Surroundings {
  return place.hasContext ? place : { ...place, hasContext: true };
}
