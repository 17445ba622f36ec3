/** The operators of JSONPath filters, as Jayway evaluates them. A missing value is `undefined`. */

import { equalJson, isContainer, type Json } from '../../json.ts';
import { compareNumbers, isNumber, numberOf } from '../../number.ts';
import { Regex } from './regex.ts';

type Value = Json | undefined | Regex;
/** Charges steps to the budget of the evaluation. */
export type Spend = (steps: number) => void;

type Operator = (left: Value, right: Value, spend: Spend) => boolean;

const operators: Record<string, Operator> = {
  '==': equal,
  '===': same,
  '!=': (left, right, spend) => !equal(left, right, spend),
  '!==': (left, right, spend) => !same(left, right, spend),
  '<': (left, right) => ordered(left, right, (order) => order < 0),
  '<=': (left, right) => ordered(left, right, (order) => order <= 0),
  '>': (left, right) => ordered(left, right, (order) => order > 0),
  '>=': (left, right) => ordered(left, right, (order) => order >= 0),
  '=~': matches,
  in: (left, right, spend) => has(right, left, spend),
  nin: (left, right, spend) => !has(right, left, spend),
  contains,
  all: (left, right, spend) => listOf(right)?.every((value) => has(left, value, spend)) ?? false,
  subsetof: (left, right, spend) =>
    listOf(left)?.every((value) => has(right, value, spend)) ?? false,
  anyof: (left, right, spend) => listOf(left)?.some((value) => has(right, value, spend)) ?? false,
  noneof: (left, right, spend) =>
    listOf(left)?.every((value) => !has(right, value, spend)) ?? false,
  size: (left, right) => sizeOf(left) !== undefined && sizeOf(left) === numberOf(right),
  empty: (left, right) => sizeOf(left) !== undefined && (sizeOf(left) === 0) === right,
  exists: (left, right) => (left !== undefined) === right,
};

export const operatorNames: ReadonlySet<string> = new Set(Object.keys(operators));

/** The answer of the named operator; the parser lets no other name pass. */
export function applyOperator(name: string, left: Value, right: Value, spend: Spend): boolean {
  return operators[name]?.(left, right, spend) ?? false;
}

/** Numbers equal the strings that spell them; a missing value equals nothing. */
function equal(left: Value, right: Value, spend: Spend): boolean {
  if (!isJson(left) || !isJson(right)) return false;
  if (isNumber(left) && typeof right === 'string') return spells(right, Number(left));
  if (typeof left === 'string' && isNumber(right)) return spells(left, Number(right));
  spend(costOf(left));
  return equalJson(left, right);
}

function same(left: Value, right: Value, spend: Spend): boolean {
  const sameType = isNumber(left) ? isNumber(right) : typeof left === typeof right;
  return sameType && equal(left, right, spend);
}

/** About how long comparing a value may take: its members, and long texts by the piece. */
function costOf(value: Json): number {
  if (typeof value === 'string') return 1 + (value.length >> 6);
  if (!isContainer(value)) return 1;
  return Object.values(value).reduce((cost: number, member) => cost + costOf(member), 1);
}

function spells(text: string, number: number): boolean {
  return text.trim() !== '' && Number(text) === number;
}

function ordered(left: Value, right: Value, test: (order: number) => boolean): boolean {
  if (isNumber(left) && isNumber(right)) return test(compareNumbers(left, right));
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  return test(left === right ? 0 : left < right ? -1 : 1);
}

/** The pattern may stand on either side, and must match the whole of the text, or of any text of a list. */
function matches(left: Value, right: Value, spend: Spend): boolean {
  if (left instanceof Regex) return isJson(right) && matches(right, left, spend);
  if (!(right instanceof Regex) || left === undefined || left === null) return false;
  if (Array.isArray(left)) return left.some((value) => matches(value, right, spend));
  return !isContainer(left) && right.matches(String(left), spend);
}

function contains(left: Value, right: Value, spend: Spend): boolean {
  if (typeof left !== 'string') return has(left, right, spend);
  spend(costOf(left));
  return typeof right === 'string' && left.includes(right);
}

function isJson(value: Value): value is Json {
  return value !== undefined && !(value instanceof Regex);
}

function listOf(value: Value): Json[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function has(list: Value, value: Value, spend: Spend): boolean {
  return listOf(list)?.some((item) => equal(item, value, spend)) ?? false;
}

function sizeOf(value: Value): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (isJson(value) && isContainer(value)) {
    return Object.keys(value).length;
  }
  return undefined;
}
