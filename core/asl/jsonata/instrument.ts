/** Rewrites a parsed expression so that no node of it escapes the limits: done once, when it is compiled. */

import { rewriteOrderBy } from './order-by.ts';
import { type Node, visit } from './syntax.ts';

/** Names of our own functions in the evaluator's environment; a blank cannot stand in a variable's name. */
export const WILDCARD = ' wildcard';
export const INERT = ' inert';
export const METER = ' meter';
export const RANDOM = ' random';
export const NOW = ' now';
/** A variable that a user calls `$clone`: the evaluator's transform operator looks up its own by that name. */
export const CLONE = ' clone';

/** The regular expressions of an expression: `$x` names in the environment, by the pattern that stands in the text. */
export interface Pattern {
  name: string;
  pattern: RegExp;
}

/** Rewrites the tree in place; returns its regular expressions, which the caller binds by name. */
export function instrument(root: Node): Pattern[] {
  const patterns: Pattern[] = [];
  const guardsFunctions = mayHoldFunctions(root);
  visit(root, (node) => {
    if (node.type === 'path') rewriteOrderBy(node);
    if (node.type === 'regex' && node.value instanceof RegExp) {
      const name = ` regex ${patterns.length}`;
      patterns.push({ name, pattern: node.value });
      node.type = 'variable';
      node.value = name;
    } else if (node.type === 'variable' && node.value === 'clone') {
      node.value = CLONE;
    } else if (node.type === 'wildcard') {
      // The evaluator's own appends each value to a copy of all before it.
      call(node, WILDCARD, []);
    } else if (node.type === 'transform' && node.update) {
      node.update.changesMatch = true;
    } else if (node.type === 'path' && node.steps?.some((step) => step.tuple)) {
      // Groups and sorts of tuple streams copy what they have at every item.
      for (const [key] of node.group?.lhs ?? []) key.quadratic = 10;
    } else if (node.type === 'sort') {
      for (const term of node.terms ?? []) term.expression.quadratic = 1;
    }
    if (guardsFunctions) {
      if (node.type === 'unary' && Array.isArray(node.lhs)) guardPairs(node.lhs);
      if (node.group) guardPairs(node.group.lhs);
    }
  });
  return patterns;
}

/** An object whose `then` is a function of the host would be awaited, and the evaluation would never end. */
function guardPairs(pairs: [Node, Node][]): void {
  for (const pair of pairs) {
    const value = pair[1];
    if (!['string', 'number', 'value', 'binary', 'unary', 'lambda'].includes(value.type)) {
      const guarded: Node = { type: 'function' };
      call(guarded, INERT, [value]);
      if (value.position !== undefined) guarded.position = value.position;
      pair[1] = guarded;
    }
  }
}

function call(node: Node, name: string, args: Node[]): void {
  node.type = 'function';
  node.value = '(';
  node.procedure = { type: 'variable', value: name };
  node.arguments = args;
}

/** Functions become values by a lambda, a regular expression, a partial application, or a name that is not called. */
function mayHoldFunctions(root: Node): boolean {
  const called = new Set<Node>();
  let found = false;
  visit(root, (node) => {
    if (node.procedure) called.add(node.procedure);
    if (['lambda', 'regex', 'partial', 'transform', 'apply'].includes(node.type)) found = true;
    if (node.type === 'variable' && !called.has(node)) {
      if (node.value !== '' && node.value !== '$' && node.value !== 'states') found = true;
    }
  });
  return found;
}
