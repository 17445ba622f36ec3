/** Finds the values a JSONPath names, with the semantics of Jayway's library. */

import { isContainer, isObject, type Json } from '../../json.ts';
import { StatesError } from '../errors.ts';
import type { Scope } from '../query/scope.ts';
import { applyFunction } from './functions.ts';
import { applyOperator } from './operators.ts';
import type { Operand, Path, Step, Test } from './path.ts';
import { Regex } from './regex.ts';
import { select } from './select.ts';

/** Values that one evaluation may look at: a path with nested `..` and filters must not occupy a worker for long. */
const STEP_BUDGET = 5_000_000;

/**
 * The value of a definite path, or undefined where nothing is; an indefinite path yields an array, or undefined where a
 * container before its first wildcard, slice or filter is missing.
 *
 * @throws {StatesError} `States.Runtime` when the path takes too many steps
 */
export function evaluatePath(path: Path, root: Json, scope: Scope): Json | undefined {
  const start = rootOf(path, root, root, scope);
  if (path.plain) return followPlain(path.steps, start);
  return follow(path, { root, item: root, scope, budget: { left: STEP_BUDGET, path: path.text } });
}

/** What a path starts from: the document, the context object, a variable or a filter's item. */
export function rootOf(path: Path, root: Json, item: Json, scope: Scope): Json | undefined {
  switch (path.root.type) {
    case 'document':
      return root;
    case 'item':
      return item;
    case 'context':
      return scope.context;
    case 'variable':
      return Object.hasOwn(scope.variables, path.root.name)
        ? scope.variables[path.root.name]
        : undefined;
  }
}

/** The member of an object or the element of an array that a name or an index denotes. */
export function child(value: Json, step: Extract<Step, { type: 'name' | 'index' }>) {
  if (step.type === 'name') {
    return isObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
  }
  return Array.isArray(value) ? value.at(step.index) : undefined;
}

interface Evaluation {
  root: Json;
  item: Json;
  scope: Scope;
  budget: { left: number; path: string };
}

function followPlain(steps: Step[], start: Json | undefined): Json | undefined {
  let value = start;
  for (const step of steps) {
    if (value === undefined || (step.type !== 'name' && step.type !== 'index')) return undefined;
    value = child(value, step);
  }
  return value;
}

function follow(path: Path, evaluation: Evaluation): Json | undefined {
  spend(evaluation, path.steps.length);
  const start = rootOf(path, evaluation.root, evaluation.item, evaluation.scope);
  if (start === undefined || path.plain) return followPlain(path.steps, start);
  let values = [start];
  let single = true;
  let descending = false;
  for (const [i, step] of path.steps.entries()) {
    if (step.type === 'descend') {
      descending = true;
      single = false;
      continue;
    }
    if (step.type === 'call') {
      const value = call(step, single ? (values[0] ?? null) : values, evaluation);
      if (value === undefined) return undefined;
      values = [value];
      single = true;
      continue;
    }
    const last = i === path.steps.length - 1;
    const [value] = values;
    if (single && (value === undefined || refuses(step, value, last))) return undefined;
    values = selectAll(values, step, descending, last, evaluation);
    single &&= step.type === 'name' || step.type === 'index' || (step.type === 'names' && last);
    descending = false;
  }
  return single ? values[0] : values;
}

function call(
  step: Extract<Step, { type: 'call' }>,
  value: Json,
  evaluation: Evaluation,
): Json | undefined {
  spend(evaluation, Array.isArray(value) ? value.length : 1);
  const args: Json[] = [];
  for (const operand of step.arguments) {
    const arg = operandValue(operand, evaluation);
    if (arg !== undefined && !(arg instanceof Regex)) args.push(arg);
  }
  return applyFunction(step.name, value, args);
}

/** Where Jayway throws instead of finding nothing: the only value so far is no container of the kind that the step needs. */
function refuses(step: Step, value: Json, last: boolean): boolean {
  switch (step.type) {
    case 'name':
      return !isObject(value) || (!last && !Object.hasOwn(value, step.name));
    case 'names':
      return !isObject(value);
    case 'index':
    case 'indexes':
    case 'slice':
      return !Array.isArray(value);
    case 'filter':
      return !isContainer(value);
    default:
      return false;
  }
}

function selectAll(
  values: Json[],
  step: Step,
  descending: boolean,
  last: boolean,
  evaluation: Evaluation,
): Json[] {
  const found: Json[] = [];
  const accepts = (test: Test, item: Json) => holds(test, { ...evaluation, item });
  for (const value of values) {
    if (!descending) {
      spend(evaluation, select(value, step, last, accepts, found));
      continue;
    }
    const stack = [value];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      // Jayway looks for filters in every object, and finds the elements of an array on its way down
      if (step.type !== 'filter' || isObject(node)) {
        spend(evaluation, select(node, step, last, accepts, found));
      }
      if (!isContainer(node)) continue;
      const children = Array.isArray(node) ? node : Object.values(node);
      spend(evaluation, children.length);
      for (let i = children.length - 1; i >= 0; i--) stack.push(children[i] ?? null);
    }
  }
  return found;
}

function holds(test: Test, evaluation: Evaluation): boolean {
  spend(evaluation, 1);
  switch (test.type) {
    case 'and':
      return test.tests.every((part) => holds(part, evaluation));
    case 'or':
      return test.tests.some((part) => holds(part, evaluation));
    case 'not':
      return !holds(test.test, evaluation);
    case 'exists':
      return exists(test.path, evaluation);
    case 'compare': {
      const left = operandValue(test.left, evaluation);
      const right = operandValue(test.right, evaluation);
      return applyOperator(test.operator, left, right, (steps) => spend(evaluation, steps));
    }
  }
}

function exists(path: Path, evaluation: Evaluation): boolean {
  const value = follow(path, evaluation);
  return path.definite ? value !== undefined : Array.isArray(value) && value.length > 0;
}

function operandValue(operand: Operand, evaluation: Evaluation): Json | Regex | undefined {
  switch (operand.type) {
    case 'literal':
      return operand.value;
    case 'regex':
      return operand.regex;
    case 'path':
      return follow(operand.path, evaluation);
  }
}

function spend({ budget }: Evaluation, steps: number): void {
  budget.left -= steps;
  if (budget.left >= 0) return;
  throw new StatesError(
    'States.Runtime',
    `Invalid path '${budget.path}': it takes more than ${STEP_BUDGET} steps to evaluate.`,
  );
}
