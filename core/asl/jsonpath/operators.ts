/** The operators of JSONPath filters, as Jayway evaluates them. A missing value is `undefined`. */

import { equalJson, type Json } from '../../json.ts';
import { Regex } from './regex.ts';

type Value = Json | undefined | Regex;
type Operator = (left: Value, right: Value) => boolean;

const operators: Record<string, Operator> = {
  '==': equal,
  '===': (left, right) => typeof left === typeof right && equal(left, right),
  '!=': (left, right) => !equal(left, right),
  '!==': (left, right) => !(typeof left === typeof right && equal(left, right)),
  '<': (left, right) => ordered(left, right, (a, b) => a < b),
  '<=': (left, right) => ordered(left, right, (a, b) => a <= b),
  '>': (left, right) => ordered(left, right, (a, b) => a > b),
  '>=': (left, right) => ordered(left, right, (a, b) => a >= b),
  '=~': matches,
  in: (left, right) => has(right, left),
  nin: (left, right) => !has(right, left),
  contains: (left, right) =>
    typeof left === 'string' ? typeof right === 'string' && left.includes(right) : has(left, right),
  all: (left, right) => listOf(right)?.every((value) => has(left, value)) ?? false,
  subsetof: (left, right) => listOf(left)?.every((value) => has(right, value)) ?? false,
  anyof: (left, right) => listOf(left)?.some((value) => has(right, value)) ?? false,
  noneof: (left, right) => !(listOf(left)?.some((value) => has(right, value)) ?? true),
  size: (left, right) => sizeOf(left) !== undefined && sizeOf(left) === right,
  empty: (left, right) => sizeOf(left) !== undefined && (sizeOf(left) === 0) === right,
  exists: (left, right) => (left !== undefined) === right,
};

export const operatorNames: ReadonlySet<string> = new Set(Object.keys(operators));

/** The answer of the named operator; the parser lets no other name pass. */
export function applyOperator(name: string, left: Value, right: Value): boolean {
  return operators[name]?.(left, right) ?? false;
}

/** Numbers equal the strings that spell them; a missing value equals nothing. */
function equal(left: Value, right: Value): boolean {
  if (!isJson(left) || !isJson(right)) return false;
  if (typeof left === 'number' && typeof right === 'string') return spells(right, left);
  if (typeof left === 'string' && typeof right === 'number') return spells(left, right);
  return equalJson(left, right);
}

function spells(text: string, number: number): boolean {
  return text.trim() !== '' && Number(text) === number;
}

function ordered(
  left: Value,
  right: Value,
  test: (a: number | string, b: number | string) => boolean,
): boolean {
  if (typeof left === 'number' && typeof right === 'number') return test(left, right);
  return typeof left === 'string' && typeof right === 'string' && test(left, right);
}

/** The pattern may stand on either side, and must match the whole of the text, or of any text of a list. */
function matches(left: Value, right: Value): boolean {
  if (isJson(right)) return !isJson(left) && left !== undefined && matches(right, left);
  if (right === undefined || !isJson(left)) return false;
  if (Array.isArray(left)) return left.some((value) => matches(value, right));
  if (left === null || typeof left === 'object') return false;
  return right.matches(String(left));
}

function isJson(value: Value): value is Json {
  return value !== undefined && !(value instanceof Regex);
}

function listOf(value: Value): Json[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function has(list: Value, value: Value): boolean {
  return listOf(list)?.some((item) => equal(item, value)) ?? false;
}

function sizeOf(value: Value): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (isJson(value) && typeof value === 'object' && value !== null) {
    return Object.keys(value).length;
  }
  return undefined;
}
