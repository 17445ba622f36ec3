/** Rules of a JSONPath Choice. */

import { describe, expect, it } from 'vitest';
import { comparatorNames } from '../../../core/asl/choice/comparators.ts';
import { matches } from '../../../core/asl/choice/rule.ts';
import type { Comparison } from '../../../core/asl/types.ts';
import type { Json } from '../../../core/json.ts';
import { scope } from '../scope.ts';

const values: Record<string, Json> = {
  null: null,
  zero: 0,
  one: 1,
  text: 'text',
  empty: '',
  time: '2012-10-09T19:00:55Z',
  offset: '2012-10-09T20:00:55+01:00',
  local: '2012-10-09T19:00:55',
  date: '2023-02-24',
  true: true,
  false: false,
  array: [],
  object: { A: 0 },
};

/** The names of the values for which a comparator with an operand holds. */
function holding(comparator: string, operand: Json): string[] {
  return Object.keys(values).filter((name) =>
    matches({ Variable: `$.${name}`, [comparator]: operand }, values, scope),
  );
}

describe('a type test', () => {
  it.each([
    ['IsNull', ['null']],
    ['IsNumeric', ['zero', 'one']],
    ['IsString', ['text', 'empty', 'time', 'offset', 'local', 'date']],
    ['IsBoolean', ['true', 'false']],
    ['IsTimestamp', ['time', 'offset']],
    ['IsPresent', Object.keys(values)],
  ])('%s holds for its type, and turned around for every other', (name, expected) => {
    expect(holding(name, true)).toEqual(expected);
    const others = Object.keys(values).filter((value) => !expected.includes(value));
    expect(holding(name, false)).toEqual(others);
  });
});

describe('a comparison', () => {
  it.each<[string, Json, string[]]>([
    ['BooleanEquals', true, ['true']],
    ['BooleanEquals', false, ['false']],
    ['NumericEquals', 0, ['zero']],
    ['NumericLessThan', 1, ['zero']],
    ['NumericLessThanEquals', 1, ['zero', 'one']],
    ['NumericGreaterThan', 0, ['one']],
    ['NumericGreaterThanEquals', 0, ['zero', 'one']],
    ['StringEquals', 'text', ['text']],
    ['StringEquals', '', ['empty']],
    ['StringLessThan', '2', ['empty']],
    ['StringGreaterThan', '2023', ['text', 'date']],
    ['StringGreaterThanEquals', 'text', ['text']],
    ['StringLessThanEquals', '', ['empty']],
    ['StringMatches', '2012*Z', ['time']],
    ['TimestampEquals', '2012-10-09T19:00:55Z', ['time', 'offset']],
    ['TimestampLessThan', '2012-10-09T19:00:56Z', ['time', 'offset']],
    ['TimestampGreaterThan', '2012-10-09T19:00:55Z', []],
    ['TimestampGreaterThanEquals', '2012-10-09T19:00:55Z', ['time', 'offset']],
    ['TimestampLessThanEquals', '2012-10-09T19:00:54.999Z', []],
  ])('%s %j holds for %j and for no other type', (name, operand, expected) => {
    expect(holding(name, operand)).toEqual(expected);
  });

  it.each([
    ['BooleanEqualsPath', '$.true', ['true']],
    ['NumericLessThanPath', '$.one', ['zero']],
    ['NumericEqualsPath', '$.text', []],
    ['StringEqualsPath', '$.text', ['text']],
    ['StringEqualsPath', '$$.Execution.Id', []],
    ['TimestampEqualsPath', '$.time', ['time', 'offset']],
    ['TimestampEqualsPath', '$.date', []],
  ])('%s %s takes its operand from the input', (name, path, expected) => {
    expect(holding(name, path)).toEqual(expected);
  });

  it('reads the context object and variables', () => {
    const inContext = { Variable: '$$.Execution.Input.greeting', StringEquals: 'hello' };
    expect(matches(inContext, {}, scope)).toBe(true);
    expect(matches({ Variable: '$order.id', NumericEquals: 7 }, {}, scope)).toBe(true);
  });
});

describe('And, Or and Not', () => {
  const yes: Comparison = { Variable: '$.true', BooleanEquals: true };
  const no: Comparison = { Not: yes };
  const broken: Comparison = { Variable: '$.none', IsNull: true };

  it.each<[string, Comparison, boolean]>([
    ['And of yes and no', { And: [yes, no] }, false],
    ['And of yes and yes', { And: [yes, yes] }, true],
    ['Or of no and yes', { Or: [no, yes] }, true],
    ['Or of no and no', { Or: [no, no] }, false],
    ['Not of Not', { Not: { Not: yes } }, true],
    ['nested', { And: [{ Or: [no, yes] }, { Not: { And: [yes, no] } }] }, true],
    ['And that is decided before a missing Variable', { And: [no, broken] }, false],
    ['Or that is decided before a missing Variable', { Or: [yes, broken] }, true],
  ])('%s', (_name, rule, result) => {
    expect(matches(rule, values, scope)).toBe(result);
  });
});

describe('a missing value', () => {
  it('fails the state, whether it is the Variable or the operand', () => {
    const failure = (path: string) =>
      expect.objectContaining({
        error: 'States.Runtime',
        message: `Invalid path '${path}': The choice state's condition path references an invalid value.`,
      });
    const variable = { Variable: '$.none', StringEquals: 'x' };
    expect(() => matches(variable, values, scope)).toThrow(failure('$.none'));
    const operand = { Variable: '$.text', StringEqualsPath: '$.none' };
    expect(() => matches(operand, values, scope)).toThrow(failure('$.none'));
  });

  it('is what IsPresent asks about', () => {
    const present = (path: string, data: Json = values) =>
      matches({ Variable: path, IsPresent: true }, data, scope);
    expect(present('$.none')).toBe(false);
    expect(present('$.none.deeper')).toBe(false);
    expect(present('$.null')).toBe(true);
    expect(present('$.array')).toBe(true);
    expect(present('$.array[*]')).toBe(false);
    expect(present('$.object.*')).toBe(true);
    expect(matches({ Variable: '$.none', IsPresent: false }, values, scope)).toBe(true);
  });
});

it('has every comparator of the language', () => {
  expect(comparatorNames).toHaveLength(3 * 5 * 2 + 2 + 1 + 6);
  expect(comparatorNames).toContain('TimestampGreaterThanEqualsPath');
  expect(comparatorNames).not.toContain('StringMatchesPath');
});

it('refuses a rule without a comparator', () => {
  expect(() => matches({ Variable: '$.a', toString: 1 }, { a: 1 }, scope)).toThrow(
    'The Choice rule has no known comparison operator.',
  );
});
