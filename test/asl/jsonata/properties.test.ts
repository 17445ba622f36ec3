import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { compileExpression, loadJsonata } from '../../../core/asl/jsonata/compile.ts';
import { ExpressionFailure, ExpressionSyntaxError } from '../../../core/asl/jsonata/errors.ts';
import { evaluate } from '../../../core/asl/jsonata/evaluate.ts';
import type { Json } from '../../../core/json.ts';
import { scopeWith } from './scope.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<never>;

const input: Json = {
  n: 7,
  s: 'some text, with ünicode 😀',
  list: [3, 1, 2, 2],
  rows: [
    { k: 'b', v: 2, tags: ['x', 'y'] },
    { k: 'a', v: 1, tags: [] },
    { k: 'b', v: 9, tags: ['z'] },
    { v: 5 },
  ],
  deep: { a: { b: [{ c: 1 }, { c: [2, 3] }] } },
};

/** Expressions of a small grammar; many have values, and what they cost is small. */
const expressions = fc.letrec<{ any: string; path: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(
    '1',
    '-2.5',
    '"a"',
    'null',
    'true',
    '[]',
    '{}',
    '$states.input.n',
    '$states.input.s',
    '"some"',
    '[1..4]',
  ),
  path: fc.oneof(
    fc.constantFrom(
      '$states.input.list',
      '$states.input.rows',
      '$states.input.deep.a',
      '$states.input',
      '$states.input.rows.tags',
    ),
    fc
      .tuple(
        tie('path'),
        fc.constantFrom(
          '.v',
          '.k',
          '.*',
          '.**',
          '[0]',
          '[-1]',
          '[v > 1]',
          '[]',
          '^(v)',
          '^(>v, k)',
          '.tags',
          '.{"q": v}',
          '{k: v}',
          '.[v, k]',
          '#$i.$i',
          '@$r.$r.v',
          '.b.c',
          '.%.n',
        ),
      )
      .map((p) => p.join('')),
  ),
  any: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    tie('path'),
    fc
      .tuple(
        tie('any'),
        fc.constantFrom('+', '*', '&', '=', '!=', '<', 'and', 'or', 'in', '~>'),
        tie('any'),
      )
      .map(([a, op, b]) => (op === '~>' ? `(${a}) ~> $string` : `(${a} ${op} ${b})`)),
    fc
      .tuple(
        fc.constantFrom(
          'sum',
          'count',
          'max',
          'min',
          'string',
          'length',
          'distinct',
          'sort',
          'reverse',
          'keys',
          'spread',
          'type',
          'exists',
          'boolean',
          'not',
          'uppercase',
          'join',
          'number',
          'clone',
          'merge',
          'trim',
          'average',
        ),
        tie('any'),
      )
      .map(([f, a]) => `$${f}(${a})`),
    fc
      .tuple(
        fc.constantFrom('substring', 'pad'),
        tie('any'),
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: -2, max: 9 }),
      )
      .map(([f, a, n, m]) =>
        f === 'pad' ? `$pad(${a}, ${n}, "😀b")` : `$substring(${a}, ${n}, ${m})`,
      ),
    fc
      .tuple(
        fc.constantFrom('/e/', '/[aeiou]+/i', '/(t)(.)/', '","', '" "', '""'),
        tie('any'),
        fc.constantFrom('split', 'contains', 'replace', 'match'),
      )
      .map(([r, a, f]) =>
        f === 'replace' ? `$replace(${a}, ${r}, "<$1$0>")` : `$${f}(${a}, ${r})`,
      ),
    fc
      .tuple(fc.constantFrom('map', 'filter', 'reduce', 'sort'), tie('any'))
      .map(([f, a]) =>
        f === 'reduce'
          ? `$reduce(${a}, function($x,$y){ [$x, $y] })`
          : `$${f}(${a}, function($x,$y){ $x < $y })`,
      ),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `[${a}, ${b}]`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `{"x": ${a}, "then": ${b}}`),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `($q := ${a}; [$q, ${b}, $q])`),
    tie('any').map((a) => `(${a} ~> |$|{"new": 1}, "v"|)`),
  ),
})).any;

/** What an evaluation comes to: its JSON text, or that it failed; of two failures side by side either may be told. */
async function outcome(run: () => Promise<unknown>): Promise<string> {
  try {
    return `value ${JSON.stringify(await run())}`;
  } catch {
    return 'failure';
  }
}

describe('expressions', () => {
  it('come to the same as in the package itself', async () => {
    await loadJsonata();
    await fc.assert(
      fc.asyncProperty(expressions, async (text) => {
        const ours = await outcome(() => evaluate(compileExpression(text), scopeWith(input)));
        const states = structuredClone(scopeWith(input).states);
        const theirs = await outcome(() => jsonata(text).evaluate(undefined, { states }));
        expect(ours).toBe(theirs);
      }),
      { numRuns: 3000 },
    );
  });

  it('of any characters compile and evaluate or fail by a typed error', async () => {
    await loadJsonata();
    const token = fc.oneof(
      fc.constantFrom(
        '$',
        '$$',
        '$x',
        '$states',
        '.',
        '[',
        ']',
        '{',
        '}',
        '(',
        ')',
        '?',
        ':',
        ';',
        ',',
        '|',
        '~>',
        ':=',
        '??',
        '*',
        '**',
        '%',
        '/',
        '/a/',
        '&',
        '^',
        '@',
        '#',
        '"',
        "'",
        '`',
        '\\',
        ' ',
        '1',
        '1e9',
        'a',
        'and',
        'in',
        'function',
        'λ',
        '<n:n>',
        '..',
        '/*',
        '*/',
        '$map',
        '$pad',
        '$string',
        'then',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const texts = fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          texts,
          expressions.map((e) => e.slice(1)),
        ),
        async (text) => {
          try {
            await evaluate(compileExpression(text), scopeWith(input, { x: [1, { a: 2 }] }));
          } catch (error) {
            if (error instanceof ExpressionFailure || error instanceof ExpressionSyntaxError)
              return;
            throw error;
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('pass any value through unchanged', async () => {
    await loadJsonata();
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        const scope = scopeWith(value, { x: { y: value } });
        expect(await evaluate(compileExpression('$states.input'), scope)).toEqual(value);
        expect(await evaluate(compileExpression('$x.y'), scope)).toEqual(value);
        expect(await evaluate(compileExpression('{"a": $states.input}'), scope)).toEqual({
          a: value,
        });
      }),
    );
  });
});
