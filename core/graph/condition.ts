/** Rules of a Choice in a few words, as they stand at the edges of a graph. */

import { elementsOf, membersOf } from './members.ts';

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/LessThanEquals$/, '≤'],
  [/GreaterThanEquals$/, '≥'],
  [/LessThan$/, '<'],
  [/GreaterThan$/, '>'],
  [/Equals$/, '='],
  [/Matches$/, 'like'],
];

/** What has to hold for a rule to be taken, on one line: `$.total > 100`, `a and not b`. */
export function conditionText(rule: unknown): string {
  const members = membersOf(rule);
  if (members.Condition !== undefined) return expressionText(members.Condition);
  if (members.And !== undefined) return joined(members.And, ' and ');
  if (members.Or !== undefined) return joined(members.Or, ' or ');
  if (members.Not !== undefined) return `not ${enclosed(members.Not)}`;
  return comparisonText(members);
}

function expressionText(condition: unknown): string {
  if (typeof condition !== 'string') return String(condition);
  return condition
    .replace(/^\s*\{%/, '')
    .replace(/%\}\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function joined(rules: unknown, word: string): string {
  return elementsOf(rules).map(enclosed).join(word);
}

function enclosed(rule: unknown): string {
  const { And, Or } = membersOf(rule);
  const text = conditionText(rule);
  return And === undefined && Or === undefined ? text : `(${text})`;
}

function comparisonText(members: Readonly<Record<string, unknown>>): string {
  const {
    Variable,
    Next: _next,
    Comment: _comment,
    Assign: _assign,
    Output: _output,
    ...rest
  } = members;
  const [comparator = '', operand] = Object.entries(rest)[0] ?? [];
  const left = typeof Variable === 'string' ? Variable : '';
  const test = /^Is([A-Z]\w*)$/.exec(comparator)?.[1];
  if (test) return `${left} is ${operand === false ? 'not ' : ''}${test.toLowerCase()}`;
  const name = comparator.replace(/Path$/, '');
  const sign = SIGNS.find(([ending]) => ending.test(name))?.[1] ?? name;
  const right = comparator.endsWith('Path') ? operand : JSON.stringify(operand);
  return `${left} ${sign} ${right ?? ''}`.trim();
}
