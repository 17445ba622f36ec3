/**
 * Our JSONPath against json-p3, an independent implementation of RFC 9535, on what the RFC and Jayway's library have in
 * common. `docs/jsonpath.md` lists where they differ; here each of those differences is a rule of its own.
 */

import fc from 'fast-check';
import { query } from 'json-p3';
import { describe, expect, it } from 'vitest';
import { evaluatePath } from '../../../core/asl/jsonpath/evaluate.ts';
import { parsePath } from '../../../core/asl/jsonpath/parse.ts';
import { isObject, type Json, setKey } from '../../../core/json.ts';
import { scope } from '../scope.ts';

const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 3_000);

const names = ['a', 'b', 'c', 'd e', 'constructor', '__proto__'];
/** Texts that spell no number: rule "numbers equal the texts that spell them". */
const texts = ['', 'a', 'b', 'yes'];
const scalar = fc.oneof(
  fc.constantFrom<Json[]>(null, true, false, ...texts),
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom(0.5, 1.5),
);

const { document } = fc.letrec<{ document: Json }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
    scalar,
    fc.array(tie('document'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...names), tie('document')), {
        selector: ([name]) => name,
        maxLength: 4,
      })
      .map((members): Json => {
        const object = {};
        for (const [name, value] of members) setKey(object, name, value);
        return object;
      }),
  ),
}));

const quoted = fc.constantFrom(...names).map((name) => `['${name}']`);
const name = fc.oneof(quoted, fc.constantFrom('.a', '.b', '.c', '.constructor'));
const index = fc.integer({ min: -3, max: 4 }).map((place) => `[${place}]`);
const bound = fc.option(fc.integer({ min: -3, max: 4 }), { nil: '' });
// rule "slices have no step"
const slice = fc.tuple(bound, bound).map(([from, to]) => `[${from}:${to}]`);
const indexes = fc
  .array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 3 })
  .map((places) => `[${places.join(',')}]`);
const wildcard = fc.constantFrom('.*', '[*]');
// rule "a filter behind .. looks at objects": no filter among these
const descent = fc.constantFrom('..a', '..b', '..*', '..[0]', '..[*]', "..['a']", '..[1:]');

const singular = fc
  .array(fc.oneof(name, index), { maxLength: 2 })
  .map((steps) => `@${steps.join('')}`);
const textLiteral = fc.constantFrom(...texts).map((text) => `'${text}'`);
const numberLiteral = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constant(1.5)).map(String);
// rule "nothing equals nothing": a path on one side only
const equality = fc
  .tuple(
    singular,
    fc.constantFrom('==', '!='),
    fc.oneof(textLiteral, numberLiteral, fc.constantFrom('true', 'false', 'null')),
    fc.boolean(),
  )
  .map(([path, operator, literal, turned]) =>
    turned ? `${literal} ${operator} ${path}` : `${path} ${operator} ${literal}`,
  );
// rule "only numbers and texts are in order": no other literals here
const order = fc
  .tuple(singular, fc.constantFrom('<', '<=', '>', '>='), fc.oneof(textLiteral, numberLiteral))
  .map((parts) => parts.join(' '));
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.oneof(singular, equality, order),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a} && ${b})`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a} || ${b})`),
    tie('condition').map((inner) => `!(${inner})`),
  ),
}));
const filter = condition.map((inner) => `[?(${inner})]`);

// rule "several names are gathered": no such step
const step = fc.oneof(
  { weight: 4, arbitrary: name },
  { weight: 3, arbitrary: index },
  slice,
  indexes,
  { weight: 2, arbitrary: wildcard },
  descent,
  { weight: 3, arbitrary: filter },
);
const path = fc.array(step, { maxLength: 5 });

function theirs(text: string, root: Json): Json[] {
  return query(text, root as never).values() as Json[];
}

/** What we find as a list of values: rule "a path that finds nothing". */
function ours(text: string, root: Json): Json[] {
  const parsed = parsePath(text);
  const value = evaluatePath(parsed, root, scope);
  if (value === undefined) return [];
  return parsed.definite ? [value] : (value as Json[]);
}

/** Rule "a filter looks at an object itself": whether a filter of the path meets an object. */
function filtersObject(steps: string[], root: Json): boolean {
  return steps.some(
    (each, i) =>
      each.startsWith('[?') && theirs(`$${steps.slice(0, i).join('')}`, root).some(isObject),
  );
}

describe('paths of the common subset', () => {
  it('find what an independent library finds', () => {
    fc.assert(
      fc.property(document, path, (root, steps) => {
        fc.pre(!filtersObject(steps, root));
        const text = `$${steps.join('')}`;
        expect(JSON.stringify(ours(text, root))).toBe(JSON.stringify(theirs(text, root)));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('where Jayway differs from the RFC', () => {
  it.each<[rule: string, path: string, root: Json, ours: Json | undefined, theirs: Json[]]>([
    ['a filter looks at an object itself', '$[?(@.a)]', { a: 1 }, [{ a: 1 }], []],
    ['a filter behind .. looks at objects', '$..[?(@ == 1)]', [1, { a: 1 }], [], [1, 1]],
    ['several names are gathered', "$['a','b']", { a: 1, b: 2 }, { a: 1, b: 2 }, [1, 2]],
    ['nothing equals nothing', '$[?(@.a == @.b)]', [1], [], [1]],
    ['nothing differs from nothing', '$[?(@.a != @.b)]', [1], [1], []],
    ['numbers equal the texts that spell them', "$[?(@ == '1')]", [1], [1], []],
    ['only numbers and texts are in order', '$[?(@ <= null)]', [null], [], [null]],
    ['a path that finds nothing', '$.a[*]', {}, undefined, []],
  ])('%s', (_rule, text, root, ourValue, theirValues) => {
    expect(evaluatePath(parsePath(text), root, scope)).toEqual(ourValue);
    expect(theirs(text, root)).toEqual(theirValues);
  });

  it('has no steps in slices', () => {
    expect(() => parsePath('$[0:4:2]')).toThrow('SliceOperation');
    expect(theirs('$[0:4:2]', [1, 2, 3])).toEqual([1, 3]);
  });
});
