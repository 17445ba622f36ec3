/** Which expressions cannot build more than they were given, and so run without the meter looking at every node. */

import { type Node, visit } from './syntax.ts';

/** Node types whose result is a part of what they read, a number or a Boolean. */
const boundedNodes = new Set([
  'block',
  'condition',
  'filter',
  'function',
  'name',
  'number',
  'path',
  'string',
  'value',
  'variable',
]);

const boundedOperators = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  'in',
]);

/** Functions that answer with a number, a Boolean, a short text or a part of their argument. */
const boundedFunctions = new Set([
  'abs',
  'average',
  'boolean',
  'ceil',
  'contains',
  'count',
  'exists',
  'floor',
  'hash',
  'length',
  'lookup',
  'max',
  'millis',
  'min',
  'not',
  'now',
  'number',
  'parse',
  'random',
  'round',
  'substring',
  'substringAfter',
  'substringBefore',
  'sum',
  'trim',
  'type',
  'uuid',
]);

/** Whether some node of an expression can build a value larger than its parts, or call a function it did not name. */
export function mayGrow(root: Node): boolean {
  let grows = false;
  visit(root, (node) => {
    if (node.group || node.tuple) grows = true;
    if (node.type === 'function') {
      const name = node.procedure?.type === 'variable' ? String(node.procedure.value) : '';
      if (!boundedFunctions.has(name)) grows = true;
    } else if (node.type === 'binary') {
      if (!boundedOperators.has(String(node.value))) grows = true;
    } else if (node.type === 'path') {
      // A step that reads a variable repeats it for every item before it.
      if (node.steps?.slice(1).some((step) => step.type !== 'name')) grows = true;
    } else if (!boundedNodes.has(node.type)) {
      grows = true;
    }
  });
  return grows;
}
