/** What each intrinsic function answers, by the calls that a definition writes. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateIntrinsic } from '../../../core/asl/intrinsics/evaluate.ts';
import { intrinsics } from '../../../core/asl/intrinsics/index.ts';
import { parseIntrinsic } from '../../../core/asl/intrinsics/parse.ts';
import { seededRandom } from '../../../core/asl/random.ts';
import { equalJson, type Json } from '../../../core/json.ts';
import { scope } from '../scope.ts';

function call(text: string, data: Json = {}): Json {
  return evaluateIntrinsic(parseIntrinsic(text), data, scope);
}

it('are eighteen', () => {
  expect(Object.keys(intrinsics)).toHaveLength(18);
});

describe('an intrinsic function', () => {
  it.each<[string, Json, Json]>([
    ['States.Array()', {}, []],
    ["States.Array('a', 1, true, null, $.x)", { x: [2] }, ['a', 1, true, null, [2]]],
    ['States.ArrayPartition($, 2)', [1, 2, 3], [[1, 2], [3]]],
    ['States.ArrayPartition($, 1.5)', [1, 2, 3], [[1, 2], [3]]],
    ['States.ArrayPartition($, 9)', [], []],
    ['States.ArrayContains($.a, $.b)', { a: [], b: null }, false],
    ['States.ArrayContains($.a, $.b)', { a: [[1, 2], 3], b: [1, 2] }, true],
    ['States.ArrayContains($.a, $.b)', { a: [{ x: 1, y: [] }], b: { y: [], x: 1 } }, true],
    ["States.ArrayContains($, '1')", [1], false],
    ['States.ArrayRange(1, 9, 2)', {}, [1, 3, 5, 7, 9]],
    ['States.ArrayRange(1, 8, 2)', {}, [1, 3, 5, 7]],
    ['States.ArrayRange(3, 1, -1)', {}, [3, 2, 1]],
    ['States.ArrayRange(3, 1, 1)', {}, []],
    ['States.ArrayGetItem($, 1)', ['a', 'b'], 'b'],
    ['States.ArrayLength($)', [1, 2], 2],
    [
      'States.ArrayUnique($)',
      [3, 1, 3, '1', 1, { a: 1, b: 2 }, { b: 2, a: 1 }],
      [3, 1, '1', { a: 1, b: 2 }],
    ],
    ["States.Base64Encode('Data to encode')", {}, 'RGF0YSB0byBlbmNvZGU='],
    ["States.Base64Decode('RGVjb2RlZCBkYXRh')", {}, 'Decoded data'],
    ["States.Hash('input data', 'SHA-1')", {}, 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ["States.Hash('input data', 'MD5')", {}, '812f45842bc6d66ee14572ce20db8e86'],
    [
      'States.JsonMerge($.a, $.b, false)',
      { a: { x: 1, y: { z: 1 } }, b: { y: 2 } },
      { x: 1, y: 2 },
    ],
    ['States.StringToJson($)', '', null],
    ['States.StringToJson($)', ' ', null],
    ['States.StringToJson($)', '-0', 0],
    ['States.StringToJson($)', '{"a": [1, "b"]}', { a: [1, 'b'] }],
    ['States.JsonToString($)', { a: [1, 'b', null] }, '{"a":[1,"b",null]}'],
    ['States.JsonToString($)', 'text', '"text"'],
    ['States.MathAdd(111, -1)', {}, 110],
    ['States.MathAdd($.a, $.b)', { a: 1.49, b: 1.5 }, 3],
    ['States.MathAdd($.a, $.b)', { a: -1.5, b: -1.51 }, -3],
    ['States.MathAdd(-0.5, 0)', {}, 0],
    ["States.StringSplit('1,2,,3', ',')", {}, ['1', '2', '3']],
    [
      "States.StringSplit('This.is+a,test=string', '.+,=')",
      {},
      ['This', 'is', 'a', 'test', 'string'],
    ],
    ["States.StringSplit('Hello\nWorld', '\n')", {}, ['Hello', 'World']],
    ["States.StringSplit('whole', '')", {}, ['whole']],
    [
      "States.Format('Hello, my name is {}.', $.name)",
      { name: 'Arnav' },
      'Hello, my name is Arnav.',
    ],
    ["States.Format('{}, {}, {}', $.a, null, 1.1)", { a: true }, 'true, null, 1.1'],
    ["States.Format('{} {}', $, $)", { Arg1: 1, Arg2: [] }, '{Arg1=1, Arg2=[]} {Arg1=1, Arg2=[]}'],
    ["States.Format('{}', $)", ['a', { b: 'c' }], '[a, {b=c}]'],
    ["States.Format('\\{\\} it\\'s {} \\\\', 1)", {}, "{} it's 1 \\"],
    ["States.Format($.template, 'x')", { template: '<{}>' }, '<x>'],
    ["States.Format('plain')", {}, 'plain'],
  ])('%s of %j is %j', (text, data, result) => {
    expect(call(text, data)).toEqual(result);
  });

  it('may range over 1000 numbers', () => {
    expect(call('States.ArrayRange(1, 1000, 1)')).toHaveLength(1000);
  });

  it('is never minus zero', () => {
    expect(Object.is(call('States.MathAdd(-0.5, 0)'), 0)).toBe(true);
    expect(Object.is(call('States.StringToJson($)', '-0'), 0)).toBe(true);
  });

  it.each<[string, Json, string]>([
    ['States.ArrayLength($)', 'text', 'Argument 1 must be an array'],
    ['States.ArrayPartition($, 0)', [], 'The chunk size must be a positive number'],
    ['States.ArrayRange(1, 2, 0)', {}, 'The step must not be zero'],
    ['States.ArrayRange(0, 1001, 1)', {}, 'The range must not have more than 1000 items'],
    ['States.ArrayGetItem($, 2)', [1, 2], 'Index 2 out of bounds for length 2'],
    ['States.ArrayGetItem($, -1)', [1, 2], 'Index -1 out of bounds for length 2'],
    [
      'States.Base64Encode($)',
      'a'.repeat(10_001),
      'The string must not be longer than 10,000 characters',
    ],
    ["States.Base64Decode('!')", {}, 'Argument 1 must be Base64 encoded'],
    [
      "States.Hash('x', 'SHA-3')",
      {},
      'The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512',
    ],
    ["States.Hash('x', 'constructor')", {}, 'The algorithm must be one of'],
    ['States.JsonMerge($, $, true)', {}, 'Only the shallow merging mode is supported'],
    ['States.JsonMerge($, $, false)', [], 'Argument 1 must be a JSON object'],
    ['States.StringToJson($)', '{', 'The string is not valid JSON: {'],
    ['States.StringToJson($)', '['.repeat(501), 'JSON nests deeper than 500 levels'],
    ['States.MathAdd($, 2)', '1', 'Argument 1 must be a number'],
    ['States.MathAdd($, 2)', Number.POSITIVE_INFINITY, 'Argument 1 must be a number'],
    ['States.MathRandom(5, 5)', {}, 'The end must be greater than the start'],
    ['States.MathRandom(0, 4000000000, 1)', {}, 'The range must be less than 2147483648'],
    [
      "States.Format('{} {}', 1)",
      {},
      'The template has 2 occurrences of {}, but 1 arguments follow it',
    ],
    [
      "States.Format('none', 1)",
      {},
      'The template has 0 occurrences of {}, but 1 arguments follow it',
    ],
  ])('%s of %.20j fails: %s', (text, data, reason) => {
    expect(() => call(text, data)).toThrow(
      expect.objectContaining({
        error: 'States.IntrinsicFailure',
        message: expect.stringContaining(
          `The function '${text}' had the following error: ${reason}`,
        ),
      }),
    );
  });

  it('that is made of others names the one that failed', () => {
    expect(() => call('States.Array(States.ArrayLength($))', 1)).toThrow(
      "The function 'States.ArrayLength($)' had the following error",
    );
  });

  it('says which of its paths finds nothing', () => {
    expect(() => call("States.Format('{}', $.none)", { a: 1 })).toThrow(
      expect.objectContaining({
        error: 'States.Runtime',
        message:
          "The function 'States.Format('{}', $.none)' had the following error: The JsonPath argument for the field '$.none' could not be found in the input '{\"a\":1}'",
      }),
    );
    expect(call('States.ArrayLength($.none[*])', {})).toBe(0);
  });

  it('keeps a member named __proto__ an ordinary member', () => {
    const merged = call(
      'States.JsonMerge(States.StringToJson($), States.StringToJson($), false)',
      '{"__proto__":{"a":1}}',
    );
    expect(JSON.stringify(merged)).toBe('{"__proto__":{"a":1}}');
    expect('a' in {}).toBe(false);
  });
});

describe('randomness', () => {
  it('comes from the step, so the same step draws the same again', () => {
    const draw = () => {
      const fixed = { ...scope, random: seededRandom('step 1') };
      return ['States.UUID()', 'States.MathRandom(1, 1000)', 'States.UUID()'].map((text) =>
        evaluateIntrinsic(parseIntrinsic(text), {}, fixed),
      );
    };
    expect(draw()).toEqual(draw());
    expect(new Set(draw()).size).toBe(3);
    expect(draw()[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('with a seed is that of java.util.Random', () => {
    // of seed 42 Java's nextInt() is -1170105035 and nextDouble() 0.7275636800328681
    const bits = (-1170105035 >>> 1) % 100;
    expect(call('States.MathRandom(0, 100, 42)')).toBe(bits);
    expect(call('States.MathRandom(5, 105, 42)')).toBe(5 + bits);
    expect(call('States.MathRandom(0, 1048576, 42)')).toBe(
      Math.floor(0.7275636800328681 * 2 ** 20),
    );
  });

  it('stays within its bounds', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer(),
        (start, range, seed) => {
          for (const text of [
            `States.MathRandom($.s, $.e)`,
            `States.MathRandom($.s, $.e, ${seed})`,
          ]) {
            const drawn = call(text, { s: start, e: start + range });
            expect(drawn).toBeGreaterThanOrEqual(start);
            expect(drawn).toBeLessThan(start + range);
          }
        },
      ),
    );
  });
});

describe('for any value', () => {
  const json = fc.jsonValue().map((value) => value as Json);

  it('StringToJson reverses JsonToString', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(equalJson(call('States.StringToJson(States.JsonToString($))', value), value)).toBe(
          true,
        );
      }),
    );
  });

  it('Base64Decode reverses Base64Encode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        expect(call('States.Base64Decode(States.Base64Encode($))', text)).toBe(text);
      }),
    );
  });

  it('ArrayUnique keeps each element once, and ArrayContains finds it', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1 }), (items) => {
        const unique = call('States.ArrayUnique($)', items) as Json[];
        expect(unique.every((a, i) => unique.every((b, j) => i === j || !equalJson(a, b)))).toBe(
          true,
        );
        for (const value of items) {
          expect(call('States.ArrayContains($.unique, $.value)', { unique, value })).toBe(true);
        }
      }),
    );
  });

  it('ArrayPartition loses nothing', () => {
    fc.assert(
      fc.property(fc.array(json), fc.integer({ min: 1, max: 20 }), (items, size) => {
        const chunks = call('States.ArrayPartition($.items, $.size)', { items, size }) as Json[][];
        expect(chunks.flat()).toEqual(items);
        expect(chunks.slice(0, -1).every((chunk) => chunk.length === size)).toBe(true);
      }),
    );
  });
});
