/** The patterns of StringMatches. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesGlob } from '../../../core/asl/choice/glob.ts';

it.each([
  ['log-*.txt', 'log-1.txt', true],
  ['log-*.txt', 'log-.txt', true],
  ['log-*.txt', 'log-1.txt.bak', false],
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a*b*c', 'a-c-b-c', true],
  ['a*b*c', 'a-c', false],
  ['ab*ba', 'aba', false],
  ['**a**', 'xay', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['a\\\\*', 'a\\b', true],
  ['a.c', 'abc', false],
  ['a\\', 'a\\', true],
  ['a?', 'ab', false],
])('%s on %j: %s', (pattern, text, result) => {
  expect(matchesGlob(text, pattern)).toBe(result);
});

it('holds for texts only', () => {
  expect(matchesGlob(1, '*')).toBe(false);
  expect(matchesGlob(null, '*')).toBe(false);
});

it('agrees with a regular expression that says the same', () => {
  const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 }).map((x) => x.join(''));
  const pattern = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 6 }).map((x) => x.join(''));
  fc.assert(
    fc.property(pattern, text, (glob, subject) => {
      const expression = new RegExp(`^${glob.replaceAll('*', '.*')}$`);
      expect(matchesGlob(subject, glob)).toBe(expression.test(subject));
    }),
    { numRuns: 1000 },
  );
});

it('finishes on a pattern that makes naive matchers hang', () => {
  expect(matchesGlob('a'.repeat(10_000), `${'*a'.repeat(2_000)}*b`)).toBe(false);
});
