/** EventBridge's event patterns. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */

import { isObject, type Json, type JsonObject, textOf } from '../json.ts';
import { numberOf } from '../number.ts';

/** A pattern that EventBridge would refuse. */
export class EventPatternError extends Error {
  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
  }
}

/**
 * Whether an event matches a pattern.
 *
 * @throws {EventPatternError} when the part of the pattern that was looked at cannot be read
 */
export function matchesPattern(pattern: JsonObject, event: Json): boolean {
  if (Array.isArray(event)) return event.some((element) => matchesPattern(pattern, element));
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return matchesOne(wanted, event);
    const value = isObject(event) && Object.hasOwn(event, key) ? event[key] : undefined;
    if (isObject(wanted)) return matchesPattern(wanted, value ?? null);
    if (Array.isArray(wanted)) return wanted.some((filter) => matchesAny(filter, value));
    throw new EventPatternError(`"${key}" must be an object or an array`);
  });
}

function matchesOne(alternatives: Json, event: Json): boolean {
  if (!Array.isArray(alternatives)) throw new EventPatternError('"$or" must be an array');
  return alternatives.some((pattern) => isObject(pattern) && matchesPattern(pattern, event));
}

/** An array in the event matches where one of its elements does. */
function matchesAny(filter: Json, value: Json | undefined): boolean {
  if (isObject(filter) && 'exists' in filter) {
    const exists = value !== undefined && !isObject(value);
    return exists === filter.exists;
  }
  if (value === undefined) return false;
  if (Array.isArray(value)) return value.some((element) => matchesAny(filter, element));
  // EventBridge compares numbers as they are written: 300 is not 300.0
  if (!isObject(filter)) return textOf(filter) === textOf(value);
  const [[type, operand] = []] = Object.entries(filter);
  const test = type === undefined ? undefined : filters[type];
  if (!test || operand === undefined) {
    throw new EventPatternError(`Unrecognized match type ${type}`);
  }
  return test(value, operand);
}

type Filter = (value: Json, operand: Json) => boolean;

const filters: Record<string, Filter | undefined> = {
  prefix: (value, operand) => affix(value, operand, (text, part) => text.startsWith(part)),
  suffix: (value, operand) => affix(value, operand, (text, part) => text.endsWith(part)),
  'equals-ignore-case': (value, operand) => affix(fold(value), fold(operand), (a, b) => a === b),
  wildcard: (value, operand) => affix(value, operand, matchesWildcard),
  numeric: matchesNumeric,
  'anything-but': matchesAnythingBut,
};

function affix(value: Json, operand: Json, test: (text: string, part: string) => boolean): boolean {
  if (isObject(operand) && 'equals-ignore-case' in operand) {
    return affix(fold(value), fold(operand['equals-ignore-case'] ?? null), test);
  }
  return typeof value === 'string' && typeof operand === 'string' && test(value, operand);
}

function fold(value: Json): Json {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function matchesAnythingBut(value: Json, operand: Json): boolean {
  if (Array.isArray(operand)) return !operand.some((item) => textOf(item) === textOf(value));
  if (!isObject(operand)) return textOf(operand) !== textOf(value);
  return Object.entries(operand).every(([type, part]) => {
    const alternatives = Array.isArray(part) ? part : [part];
    return !alternatives.some((alternative) => matchesAny({ [type]: alternative }, value));
  });
}

function matchesNumeric(value: Json, operand: Json): boolean {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 === 1) {
    throw new EventPatternError('Value of "numeric" must be an array of operators and numbers');
  }
  const number = numberOf(value);
  if (number === undefined) return false;
  for (let i = 0; i < operand.length; i += 2) {
    const limit = numberOf(operand[i + 1]);
    if (limit === undefined) throw new EventPatternError(`"${operand[i + 1]}" is not a number`);
    if (!compares(number, operand[i], limit)) return false;
  }
  return true;
}

function compares(value: number, operator: Json | undefined, limit: number): boolean {
  switch (operator) {
    case '=':
      return value === limit;
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    default:
      throw new EventPatternError(`Unrecognized numeric range operator: ${operator}`);
  }
}

/** `*` stands for any characters, `\*` for a star. Looking for the first place of each part in turn is enough. */
function matchesWildcard(text: string, pattern: string): boolean {
  const parts = ['']; // between the stars
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '*') parts.push('');
    else
      parts.push((parts.pop() ?? '') + (pattern[i] === '\\' ? (pattern[++i] ?? '\\') : pattern[i]));
  }
  const first = parts.shift() ?? '';
  const last = parts.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return text.length - position >= last.length && text.endsWith(last);
}
