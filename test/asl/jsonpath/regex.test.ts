/** The regular expressions of filters. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRegex } from '../../../core/asl/jsonpath/regex.ts';

function matches(source: string, text: string, flags = ''): boolean {
  return parseRegex(source, flags, 0).matches(text, () => {});
}

describe('a regular expression', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'xabcx', false],
    ['a.c', 'a\nc', false],
    ['^a$', 'a', true],
    ['a|bc|', '', true],
    ['(a|b)*c', 'ababc', true],
    ['(?:ab)+', 'abab', true],
    ['a{2}', 'aa', true],
    ['a{2,}', 'aaaa', true],
    ['a{2,3}', 'aaaa', false],
    ['a{0}b', 'b', true],
    ['a??b*?c++', 'abbcc', true],
    ['[a-cx]+', 'abcx', true],
    ['[^a-c]', 'b', false],
    ['[]]', ']', true],
    ['[a-]', '-', true],
    ['[\\d\\-]+', '1-2', true],
    ['\\w+\\s\\D\\S', 'ab cd', true],
    ['\\bword\\b.*', 'word up', true],
    ['\\x41\\u0042\\t', 'AB\t', true],
    ['\\.\\/\\*', './*', true],
    ['.', '😀', true],
    ['a{', 'a{', true],
  ])('/%s/ on %j: %s', (source, text, result) => {
    expect(matches(source, text)).toBe(result);
  });

  it('knows the flags i and s', () => {
    expect(matches('stra[A-Z]e', 'STRAßE'.replace('ß', 'S'), 'i')).toBe(true);
    expect(matches('a.c', 'a\nc', 's')).toBe(true);
    expect(() => matches('a', 'a', 'x')).toThrow("Unknown regular expression flag 'x'");
  });

  it.each([
    ['(a', 'Unclosed group'],
    ['a)', "Unmatched ')'"],
    ['[a', 'Unclosed character class'],
    ['*a', "Dangling meta character '*'"],
    ['a**', 'Dangling quantifier'],
    ['a{3,2}', 'Repetition must be ordered'],
    ['a{9999}', 'Repetition must be ordered and at most 1000'],
    ['((a{1000}){1000})', 'Regular expression is too large'],
    ['(a)\\1', 'Back references are not supported'],
    ['(?<=a)b', 'Only plain groups are supported'],
    ['\\q', "Illegal escape '\\q'"],
    ['[z-a]', 'Illegal character range'],
    ['('.repeat(5000), 'Too many nested groups'],
  ])('refuses /%.20s/', (source, message) => {
    expect(() => matches(source, '')).toThrow(message);
  });

  it.each(['(a+)+b', '(a|a)*b', '(a*)*b', '(a|aa)+b', '(.*)(.*)(.*)(.*)(.*)b'])(
    'takes a number of steps in proportion to the text: /%s/',
    (source) => {
      const steps = (length: number) => {
        let count = 0;
        parseRegex(source, '', 0).matches('a'.repeat(length), (n) => {
          count += n;
        });
        return count;
      };
      expect(steps(2000)).toBeLessThanOrEqual(2 * steps(1000) + 100);
    },
  );

  it('agrees with the built-in engine on simple patterns', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(ab)', '\\w');
    const piece = fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{1,2}', '*?'));
    const pattern = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.flat().join(''));
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((x) => x.join(''));
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        expect(matches(source, subject)).toBe(new RegExp(`^(?:${source})$`).test(subject));
      }),
      { numRuns: 2000 },
    );
  });
});
