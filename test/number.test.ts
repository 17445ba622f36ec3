import { describe, expect, it } from 'vitest';
import { type Json, textOf } from '../core/json.ts';
import {
  compareNumbers,
  ExactNumber,
  holdsExact,
  isNumber,
  type Numeric,
  numberKey,
  numberOf,
  parseExact,
} from '../core/number.ts';

const parse = (text: string) => parseExact(text) as Numeric;

describe('reading numbers', () => {
  it.each(['0', '-1', '1.5', '0.1', '123456789012345', '9007199254740991', '1e+21', '1e-7'])(
    'leaves %s to JavaScript, which prints it as it stands',
    (text) => {
      expect(holdsExact(text)).toBe(false);
      expect(parse(text)).toBe(Number(text));
    },
  );

  it.each([
    '0.0',
    '-0.0',
    '1.0',
    '1.10',
    '1e3',
    '1E3',
    '1e21',
    '0.0000001',
    '9007199254740993',
    '-12345678901234567890',
    '3.14159265358979323846',
    '1e400',
  ])('keeps the text of %s', (text) => {
    const number = parse(text);
    expect(number).toBeInstanceOf(ExactNumber);
    expect(textOf(number)).toBe(text);
    expect(JSON.stringify({ a: [number] })).toBe(`{"a":[${text}]}`);
    expect(numberOf(number)).toBe(Number(text));
  });

  it('reads -0 as the integer 0', () => {
    expect(JSON.stringify(parseExact('[-0, 1.0]'))).toBe('[0,1.0]');
  });

  it('looks for numbers outside strings only', () => {
    expect(holdsExact('{"1.0":"1e3, 2.0 and \\"3.0\\" \\\\","a":"\\\\"}')).toBe(false);
    expect(holdsExact('{"a\\\\":1.0}')).toBe(true);
  });

  it('takes no other value for a number', () => {
    const others: Json[] = [null, true, '1.0', [], {}];
    expect(others.filter(isNumber)).toEqual([]);
    expect(others.map(numberOf)).toEqual(others.map(() => undefined));
  });
});

describe('comparing numbers', () => {
  it.each([
    ['1.0', '1', 0],
    ['0.0', '-0.0', 0],
    ['1e3', '1000', 0],
    ['1.5', '1', 1],
    ['9007199254740993', '9007199254740992', 1],
    ['12345678901234567890', '12345678901234567891', -1],
    ['-12345678901234567890', '-12345678901234567891', 1],
    ['12345678901234567890', '12345678901234567890.0', 0],
    ['100000000000000000000', '99999999999999999999', 1],
  ])('compares %s with %s', (a, b, order) => {
    expect(Math.sign(compareNumbers(parse(a), parse(b)))).toBe(order);
    // the other way round; 0 has a sign that nobody asks for
    expect(Math.sign(compareNumbers(parse(b), parse(a))) + order).toBe(0);
  });

  it('gives equal numbers one key, and integers that differ two', () => {
    expect(numberKey(parse('1.0'))).toBe(numberKey(1));
    expect(numberKey(parse('-0.0'))).toBe(numberKey(0));
    expect(numberKey(parse('9007199254740993'))).not.toBe(numberKey(parse('9007199254740992')));
  });
});
