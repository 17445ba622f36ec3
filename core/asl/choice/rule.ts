/** Evaluates the rules of a JSONPath Choice. https://states-language.net/#choice-state */

import type { Json } from '../../json.ts';
import { StatesError } from '../errors.ts';
import { parsePath } from '../jsonpath/parse.ts';
import { findPath } from '../query/jsonpath.ts';
import type { Scope } from '../query/scope.ts';
import type { Comparison } from '../types.ts';
import { type Comparator, comparators } from './comparators.ts';

/**
 * Whether a rule holds for a state's input.
 *
 * @throws {StatesError} `States.Runtime` when the Variable, or the path to compare it to, finds nothing; IsPresent asks
 *   just that and answers
 */
export function matches(rule: Comparison, data: Json, scope: Scope): boolean {
  if (rule.And) return rule.And.every((part) => matches(part, data, scope));
  if (rule.Or) return rule.Or.some((part) => matches(part, data, scope));
  if (rule.Not) return !matches(rule.Not, data, scope);
  const { name, comparator } = comparatorOf(rule);
  const operand = rule[name] as Json;
  if (name === 'IsPresent') return isPresent(rule, data, scope) === operand;
  const value = valueAt(rule.Variable, data, scope);
  const other = comparator.operand === 'path' ? valueAt(operand, data, scope) : operand;
  return comparator.compare(value, other);
}

/** Rules belong to definitions: looked through once. */
const known = new WeakMap<Comparison, { name: string; comparator: Comparator }>();

function comparatorOf(rule: Comparison): { name: string; comparator: Comparator } {
  let found = known.get(rule);
  if (!found) {
    const name = Object.keys(rule).find((key) => Object.hasOwn(comparators, key)) ?? '';
    const comparator = comparators[name];
    if (!comparator) {
      throw new StatesError('States.Runtime', 'The Choice rule has no known comparison operator.');
    }
    found = { name, comparator };
    known.set(rule, found);
  }
  return found;
}

function valueAt(path: Json | undefined, data: Json, scope: Scope): Json {
  const value = typeof path === 'string' ? findPath(path, data, scope, 'Variable') : undefined;
  if (value !== undefined) return value;
  throw new StatesError(
    'States.Runtime',
    `Invalid path '${path}': The choice state's condition path references an invalid value.`,
  );
}

/** A path that may find several values is present when it finds one. */
function isPresent(rule: Comparison, data: Json, scope: Scope): boolean {
  const value = findPath(rule.Variable ?? '', data, scope, 'Variable');
  if (!Array.isArray(value) || value.length > 0) return value !== undefined;
  return parsePath(rule.Variable ?? '').definite;
}
