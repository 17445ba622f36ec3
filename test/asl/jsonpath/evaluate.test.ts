/** What JSONPaths find. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatesError } from '../../../core/asl/errors.ts';
import { evaluatePath } from '../../../core/asl/jsonpath/evaluate.ts';
import { parsePath } from '../../../core/asl/jsonpath/parse.ts';
import { type Json, type JsonObject, parseJson } from '../../../core/json.ts';
import { scope } from '../scope.ts';

const limits = { price: 20, words: ['A-1', 'C-3'] };

const shop: JsonObject = {
  items: [
    { id: 'A-1', price: 10, tags: ['x', 'y'], note: null },
    { id: 'b-2', price: 20, tags: [] },
    { id: 'C-3', price: 30, tags: ['y'], size: '30' },
  ],
  limits,
  'kebab-name': { 'a.b': 1 },
  numbers: [3, 1, 2],
};

function find(path: string, root: Json = shop): Json | undefined {
  return evaluatePath(parsePath(path), root, scope);
}

const ids = (path: string) => find(`${path}.id`);

describe('a definite path', () => {
  it.each<[string, Json | undefined]>([
    ['$.limits.price', 20],
    ["$['kebab-name']['a.b']", 1],
    ['$.kebab-name', { 'a.b': 1 }],
    ['$.items[0].id', 'A-1'],
    ['$.items.[0].id', 'A-1'],
    ['$.items[-1].id', 'C-3'],
    ['$.items[0]id', 'A-1'],
    ['$.items[(@.length-1)].id', 'C-3'],
    ['$.items[0].note', null],
    ['$.items[9]', undefined],
    ['$.nothing', undefined],
    ['$.items.id', undefined],
    ['$.limits[0]', undefined],
    ['$.items[0].note.deeper', undefined],
    ['$$.Execution.Input.greeting', 'hello'],
    ['$order.id', 7],
    ['$unknown.id', undefined],
    ["$.limits['price','none']", { price: 20 }],
  ])('%s finds %j', (path, value) => {
    expect(find(path)).toEqual(value);
  });

  it('returns the document itself for $', () => {
    expect(find('$')).toBe(shop);
  });

  it('sees own members only', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(find(`$.${name}`, {})).toBeUndefined();
      expect(find(`$..${name}`, { a: {} })).toEqual([]);
    }
    expect(find('$.length', [1])).toBeUndefined();
    expect(find('$.__proto__.a', parseJson('{"__proto__": {"a": 1}}'))).toBe(1);
  });
});

describe('an indefinite path', () => {
  it.each<[string, Json | undefined]>([
    ['$.items[*].id', ['A-1', 'b-2', 'C-3']],
    ['$.items.[*].id', ['A-1', 'b-2', 'C-3']],
    ['$.items[0,2].id', ['A-1', 'C-3']],
    ['$.items[1:].id', ['b-2', 'C-3']],
    ['$.items[:1].id', ['A-1']],
    ['$.items[-2:-1].id', ['b-2']],
    ['$.items[:].id', ['A-1', 'b-2', 'C-3']],
    ['$.items[*].size', ['30']],
    ['$.items[*].tags[0]', ['x', 'y']],
    [
      "$.items[*]['id','price']",
      [
        { id: 'A-1', price: 10 },
        { id: 'b-2', price: 20 },
        { id: 'C-3', price: 30 },
      ],
    ],
    ["$['limits','numbers'][*]", [20, ['A-1', 'C-3'], 3, 1, 2]],
    ['$.limits.*', [20, ['A-1', 'C-3']]],
    ['$.limits.price[*]', []],
    ['$[*]', Object.values(shop)],
    ['$..price', [10, 20, 30, 20]],
    ['$..tags[0]', ['x', 'y']],
    ['$.items[9:].id', []],
  ])('%s finds %j', (path, values) => {
    expect(find(path)).toEqual(values);
  });

  it('finds nothing at all where a container on the way is missing', () => {
    expect(find('$.nothing[*].id')).toBeUndefined();
    expect(find('$.limits[1:]')).toBeUndefined();
    expect(find('$[*]', {})).toEqual([]);
  });

  it('goes through the tree parents first', () => {
    expect(find('$..*', { a: { b: 1 }, c: [2] })).toEqual([{ b: 1 }, [2], 1, 2]);
  });
});

describe('a filter', () => {
  it.each<[string, string[]]>([
    ["@.id == 'A-1'", ['A-1']],
    ['@.id == "A-1"', ['A-1']],
    ['@.price > 10 && @.price < 30', ['b-2']],
    ['@.price == 10 || @.price == 30', ['A-1', 'C-3']],
    ['@.price == 10 || @.price == 30 && @.size', ['A-1', 'C-3']],
    ['!(@.price >= 20)', ['A-1']],
    ['!@.size', ['A-1', 'b-2']],
    ['@.size', ['C-3']],
    ['@.note', ['A-1']],
    ['@.note == null', ['A-1']],
    ['@.size != 30', ['A-1', 'b-2']],
    ['@.size == 30', ['C-3']],
    ['@.size === 30', []],
    ['@.size !== 30', ['A-1', 'b-2', 'C-3']],
    ['@.price == $.limits.price', ['b-2']],
    ['@.price > $order.id', ['A-1', 'b-2', 'C-3']],
    ['@.id in $.limits.words', ['A-1', 'C-3']],
    ["@.id in ['b-2']", ['b-2']],
    ["@.id nin ['b-2']", ['A-1', 'C-3']],
    ["@.tags contains 'x'", ['A-1']],
    ["@.id contains '-2'", ['b-2']],
    ["@.tags subsetof ['y']", ['b-2', 'C-3']],
    ["@.tags anyof ['x']", ['A-1']],
    ["@.tags noneof ['x']", ['b-2', 'C-3']],
    ["@.tags all ['x', 'y']", ['A-1']],
    ['@.tags size 2', ['A-1']],
    ['@.tags empty true', ['b-2']],
    ['@.size exists true', ['C-3']],
    ['@.tags.length() > 0', ['A-1', 'C-3']],
    ["@.tags[?(@ == 'x')]", ['A-1']],
    ['@.id =~ /[a-c]-\\d/i', ['A-1', 'b-2', 'C-3']],
    ['@.id =~ /A.*?/', ['A-1']],
    ['@.id =~ /A/', []],
    ['@.price < "20"', []],
  ])('?(%s) accepts %j', (condition, accepted) => {
    expect(ids(`$.items[?(${condition})]`)).toEqual(accepted);
  });

  it('applies to an object itself, and to every object below ..', () => {
    expect(find('$.limits[?(@.price)]')).toEqual([limits]);
    expect(find('$.limits[?(@.none)]')).toEqual([]);
    expect(find("$..[?(@.id == 'b-2')].price")).toEqual([20]);
  });
});

describe('a function at the end of a path', () => {
  it.each<[string, Json | undefined]>([
    ['$.items.length()', 3],
    ['$.limits.length()', 2],
    ['$.items[*].price.sum()', 60],
    ['$..price.max()', 30],
    ['$.numbers.min()', 1],
    ['$.numbers.avg()', 2],
    ['$.numbers.stddev()', Math.sqrt(2 / 3)],
    ['$.numbers.first()', 3],
    ['$.numbers.last()', 2],
    ['$.numbers.index(1)', 1],
    ['$.numbers.append(4)', [3, 1, 2, 4]],
    ['$.limits.keys()', ['price', 'words']],
    ["$.limits.words.concat('!', $.items[1].id)", 'A-1C-3!b-2'],
    ['$.limits.words.sum()', undefined],
    ['$.limits.price.length()', null],
    ['$.nothing.length()', undefined],
  ])('%s computes %j', (path, value) => {
    expect(find(path)).toEqual(value);
  });
});

describe('a hostile path', () => {
  const wide = Array.from({ length: 3000 }, (_, i) => ({ i, text: 'a'.repeat(50) }));
  const union = `[${Array(400).fill('0').join()}]`;

  it.each<[string, string, Json]>([
    ['descends again and again', `$${'..*'.repeat(5)}`, nest(100)],
    ['compares everything to everything', '$[?(@.i in $[*].i)]', [...wide, ...wide, ...wide]],
    ['filters in filters', '$[?($[?(@.text =~ /(a*)*b/)])]', wide],
    ['multiplies unions', `$${union.repeat(5)}`, [[[[[1]]]]]],
  ])('that %s is stopped', (_name, path, document) => {
    expect(() => find(path, document)).toThrow(
      new StatesError(
        'States.Runtime',
        `Invalid path '${path}': it takes more than 5000000 steps to evaluate.`,
      ),
    );
  });

  it('does not exhaust the stack in a deep document', () => {
    expect(find('$..leaf', nest(20_000))).toEqual([1]);
  });
});

describe('any document', () => {
  it('is found again, value by value, by the path to it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        for (const [path, value] of places(document as Json, '$')) {
          expect(find(path, document as Json)).toBe(value);
        }
      }),
    );
  });

  it('has as many values below .. as it has members and elements', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        const count = [...places(document as Json, '$')].length - 1;
        expect(find('$..*', document as Json)).toHaveLength(count);
      }),
    );
  });
});

function nest(depth: number): Json {
  let value: Json = { leaf: 1 };
  for (let i = 0; i < depth; i++) value = { a: value };
  return value;
}

function* places(value: Json, path: string): Generator<[string, Json]> {
  yield [path, value];
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* places(item, `${path}[${i}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const quoted = name.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
      yield* places(member, `${path}['${quoted}']`);
    }
  }
}
