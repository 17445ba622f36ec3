import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyParameters, applyResultPath } from '../core/asl/query/jsonpath.ts';
import { seededRandom } from '../core/asl/random.ts';
import {
  equalJson,
  isObject,
  type Json,
  JsonTooDeep,
  joinTexts,
  MAX_JSON_DEPTH,
  parseJson,
  parsePlainJson,
  setKey,
  textOf,
} from '../core/json.ts';

/** A document as a tree of texts, so that a test knows it without reading it. */
type Node =
  | { type: 'scalar'; text: string }
  | { type: 'array'; items: Node[] }
  | { type: 'object'; members: [key: string, value: Node][] };

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 25 });
const integer = fc.tuple(fc.constantFrom('', '-'), digits).map(([sign, text]) => {
  const stripped = text.replace(/^0+(?=.)/, '');
  return stripped === '0' ? '0' : sign + stripped;
});
const number = fc
  .tuple(
    integer,
    fc.option(digits, { nil: undefined }),
    fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'), fc.nat(400)), {
      nil: undefined,
    }),
  )
  .map(
    ([whole, fraction, exponent]) =>
      `${whole}${fraction === undefined ? '' : `.${fraction}`}${exponent?.join('') ?? ''}`,
  );
/** Keys that objects of JavaScript treat in their own way; integers would change their places. */
const key = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'toJSON', 'rawJSON'),
  )
  .filter((name) => !/^(0|[1-9]\d*)$/.test(name));
const scalar = fc
  .oneof(
    fc.constantFrom('null', 'true', 'false', '0.0', '1.0', '12345678901234567890'),
    number,
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => JSON.stringify(text)),
  )
  .map((text): Node => ({ type: 'scalar', text }));

const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('node'), { maxLength: 4 }).map((items): Node => ({ type: 'array', items })),
    fc
      .uniqueArray(fc.tuple(key, tie('node')), { selector: ([name]) => name, maxLength: 4 })
      .map((members): Node => ({ type: 'object', members })),
  ),
}));

function compact(tree: Node): string {
  if (tree.type === 'scalar') return tree.text;
  if (tree.type === 'array') return `[${tree.items.map(compact).join(',')}]`;
  const members = tree.members.map(([name, value]) => `${JSON.stringify(name)}:${compact(value)}`);
  return `{${members.join(',')}}`;
}

/** The document with blanks between its parts, and with other spellings of its keys. */
function spaced(tree: Node, blank: string): string {
  if (tree.type === 'scalar') return tree.text;
  if (tree.type === 'array') {
    return `[${blank}${tree.items.map((item) => spaced(item, blank)).join(`${blank},${blank}`)}${blank}]`;
  }
  const members = tree.members.map(
    ([name, value]) => `${blank}${escaped(name)}${blank}:${blank}${spaced(value, blank)}${blank}`,
  );
  return `{${blank}${members.join(',')}}`;
}

function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) =>
    text.charCodeAt(i).toString(16).padStart(4, '0'),
  );
  return `"${units.map((unit) => `\\u${unit}`).join('')}"`;
}

const blanks = fc.constantFrom('', ' ', '\n\t', '\r\n  ');

/** A copy without a text of its own, as states make them when they put documents together. */
function rebuilt(value: Json): Json {
  if (Array.isArray(value)) return value.map(rebuilt);
  if (!isObject(value)) return value;
  const copy = {};
  for (const [name, member] of Object.entries(value)) setKey(copy, name, rebuilt(member));
  return copy;
}

const scope = { context: {}, variables: {}, random: seededRandom('test'), now: 0 };

describe('documents', () => {
  it('keep their text as long as nobody changes them', () => {
    fc.assert(
      fc.property(node, blanks, (tree, blank) => {
        const text = spaced(tree, blank);
        expect(textOf(parseJson(text))).toBe(text);
      }),
    );
  });

  it('keep their numbers, keys and texts when they are put together anew', () => {
    fc.assert(
      fc.property(node, blanks, (tree, blank) => {
        expect(textOf(rebuilt(parseJson(spaced(tree, blank))))).toBe(compact(tree));
      }),
    );
  });

  it('come through payload templates as they are', () => {
    fc.assert(
      fc.property(node, (tree) => {
        const template = { 'whole.$': '$', 'part.$': '$.a[0]', 'list.$': 'States.Array($.a[0])' };
        const text = compact(tree);
        const filled = applyParameters(template, parseJson(`{"a":[${text}]}`), scope, 'Parameters');
        expect(textOf(filled)).toBe(`{"whole":{"a":[${text}]},"part":${text},"list":[${text}]}`);
      }),
    );
  });

  it('come through variables and ResultPath as they are', () => {
    fc.assert(
      fc.property(node, (tree) => {
        const text = compact(tree);
        const variables = { v: parseJson(text) };
        const read = applyParameters({ 'r.$': '$v' }, {}, { ...scope, variables }, 'Parameters');
        const placed = applyResultPath('$.b', parseJson('{ "a": 1.0 }'), read);
        expect(textOf(placed)).toBe(`{"a":1.0,"b":{"r":${text}}}`);
      }),
    );
  });

  it('equal their copies, and nothing that differs in one number', () => {
    fc.assert(
      fc.property(node, (tree) => {
        const value = parseJson(compact(tree));
        expect(equalJson(value, rebuilt(value))).toBe(true);
        const others = ['9007199254740993', '9007199254740995'].map(parseJson);
        expect(equalJson([value, others[0] ?? 0], [value, others[1] ?? 0])).toBe(false);
      }),
    );
  });

  it('never change the prototype of anything', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const value = parseJson('{"__proto__":{"polluted":1.0},"a":{"__proto__":2.0}}');
    expect(textOf(rebuilt(value))).toBe('{"__proto__":{"polluted":1.0},"a":{"__proto__":2.0}}');
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});

describe('equality', () => {
  it('asks for the value of numbers, not for their form', () => {
    expect(equalJson(parseJson('{"a":[1.0,1e3]}'), { a: [1, 1000] })).toBe(true);
    expect(equalJson(parseJson('1.0'), '1.0')).toBe(false);
    expect(equalJson(parseJson('12345678901234567890'), parseJson('12345678901234567891'))).toBe(
      false,
    );
  });
});

describe('reading', () => {
  it('refuses what nests too deep', () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(textOf(parseJson(deep(MAX_JSON_DEPTH)))).toHaveLength(2 * MAX_JSON_DEPTH);
    expect(() => parseJson(deep(MAX_JSON_DEPTH + 1))).toThrow(JsonTooDeep);
    expect(() => parsePlainJson(deep(MAX_JSON_DEPTH + 1))).toThrow(JsonTooDeep);
  });

  it('gives protocols the numbers of JavaScript', () => {
    expect(parsePlainJson('{"maxResults":10.0}')).toEqual({ maxResults: 10 });
  });

  it('joins documents by their texts', () => {
    expect(textOf(joinTexts([parseJson('{ "a": 1.0 }'), parseJson('2.0')]))).toBe(
      '[{ "a": 1.0 },2.0]',
    );
  });
});
