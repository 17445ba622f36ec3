/** The table of the comparators that a rule of a JSONPath Choice may use. https://states-language.net/#choice-state */

import type { Json } from '../../json.ts';
import { compareNumbers, isNumber, type Numeric } from '../../number.ts';
import { parseTimestamp } from '../timestamp.ts';
import { matchesGlob } from './glob.ts';

/** A row of the table: whether the variable's value stands in the relation to the operand. */
export interface Comparator {
  /** What the operand in the definition must be; the checker asks. */
  operand: 'boolean' | 'number' | 'path' | 'string' | 'timestamp';
  /** A value of another type than the comparator is for is in no relation. */
  compare(value: Json, operand: Json): boolean;
}

type Ordered = Numeric | string;
type Kind = 'number' | 'string' | 'timestamp';

/** By how the first value compares to the second: below 0, 0 or above 0. */
const relations: Record<string, (order: number) => boolean> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEquals: (order) => order >= 0,
};

const kinds: Record<string, Kind> = { String: 'string', Numeric: 'number', Timestamp: 'timestamp' };

const tests: Record<string, (value: Json) => boolean> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === 'string',
  IsNumeric: isNumber,
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => read(value, 'timestamp') !== undefined,
};

const rows: [string, Comparator][] = [
  ...Object.entries(kinds).flatMap(([prefix, kind]) =>
    Object.entries(relations).flatMap(([suffix, relation]) =>
      withPathForm(`${prefix}${suffix}`, ordering(kind, relation)),
    ),
  ),
  ...withPathForm('BooleanEquals', {
    operand: 'boolean',
    compare: (value, operand) => typeof value === 'boolean' && value === operand,
  }),
  ['StringMatches', { operand: 'string', compare: matchesGlob }],
  // a value that is compared is there; `rule.ts` answers for those that are not
  ['IsPresent', { operand: 'boolean', compare: (_value, operand) => operand === true }],
  ...Object.entries(tests).map(([name, test]): [string, Comparator] => [name, typeTest(test)]),
];

export const comparators: Readonly<Record<string, Comparator>> = Object.fromEntries(rows);

export const comparatorNames: readonly string[] = Object.keys(comparators);

/** Whether the relation holds between a value and an operand that the definition or a path gave. */
function ordering(kind: Kind, relation: (order: number) => boolean): Comparator {
  return {
    operand: kind,
    compare(value, operand) {
      const left = read(value, kind);
      const right = left === undefined ? undefined : read(operand, kind);
      return left !== undefined && right !== undefined && relation(compare(left, right));
    },
  };
}

function typeTest(test: (value: Json) => boolean): Comparator {
  return { operand: 'boolean', compare: (value, operand) => test(value) === operand };
}

function withPathForm(name: string, comparator: Comparator): [string, Comparator][] {
  return [
    [name, comparator],
    [`${name}Path`, { ...comparator, operand: 'path' }],
  ];
}

/** The value as something that can be ordered, or undefined when it is of another type. */
function read(value: Json, kind: Kind): Ordered | undefined {
  if (kind === 'number') return isNumber(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  return kind === 'string' ? value : parseTimestamp(value);
}

/** Of two values of one kind. */
function compare(a: Ordered, b: Ordered): number {
  if (typeof a !== 'string' && typeof b !== 'string') return compareNumbers(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}
