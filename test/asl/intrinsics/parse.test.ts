/** Which texts are calls of intrinsic functions. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIntrinsic, parseIntrinsic } from '../../../core/asl/intrinsics/parse.ts';
import { PathSyntaxError } from '../../../core/asl/jsonpath/syntax-error.ts';

const nested = (depth: number) => `${'States.Array('.repeat(depth)}${')'.repeat(depth)}`;

describe('parseIntrinsic', () => {
  it.each([
    'States.UUID()',
    " States.Format( 'a {}' , $.b ) ",
    "States.Format('{}\n{}', 1, -2.5e3)",
    'States.StringToJson(\'{"text": "a, b) ("}\')',
    "States.ArrayGetItem($.a[?(@.b == 'x, )')].c, 0)",
    'States.ArrayLength($.a.length())',
    'States.MathAdd($count, $$.Map.Item.Index)',
    'States.Array(null, true, false)',
    nested(10),
  ])('reads %s', (text) => {
    expect(parseIntrinsic(text).text).toBe(text.trim());
  });

  it.each([
    ['States.Unknown()', "Unknown intrinsic function 'States.Unknown' at position 0"],
    ['States.toString()', "Unknown intrinsic function 'States.toString'"],
    ['States.UUID', 'Expected character: ('],
    ['States.UUID(1)', 'Invalid number of arguments for States.UUID: 1'],
    ['States.MathAdd(1)', 'Invalid number of arguments for States.MathAdd: 1'],
    ["States.MathAdd(1, '-1')", 'Argument 2 must be a number'],
    ["States.ArrayLength('x')", 'Argument 1 must be an array'],
    ['States.ArrayContains(1, 1)', 'Argument 1 must be an array'],
    ['States.Base64Encode(5)', 'Argument 1 must be a string'],
    ["States.JsonMerge($, $, 'false')", 'Argument 3 must be a boolean'],
    ['States.MathRandom(1, 2, null)', 'Argument 3 must be a number'],
    ['States.Format(1)', 'Argument 1 must be a string'],
    ["States.Array(States.StringSplit('a,b', 1))", 'Argument 2 must be a string'],
    ["States.Format('a)", "Missing closing '"],
    ['States.Format("a")', 'Expected a path, a literal or an intrinsic function'],
    ['States.Format(\'He said, \\"Hello\\"\')', "Illegal escape '\\\"'"],
    ["States.Format('a\\nb')", "Illegal escape '\\n'"],
    ['States.Array(1 2)', 'Expected character: ,'],
    ['States.Array(1,)', 'Expected a path, a literal or an intrinsic function'],
    ['States.Array($)x', "Unexpected character 'x'"],
    ['States.Array($.)', 'Could not parse token'],
    [nested(11), 'Intrinsic functions nest deeper than 10'],
    [nested(10_000), 'Intrinsic functions nest deeper than 10'],
  ])('refuses %.60s', (text, message) => {
    expect(() => parseIntrinsic(text)).toThrow(message);
  });

  it('either reads a text or throws a PathSyntaxError', () => {
    const piece = fc.constantFrom(
      'States.',
      'Array',
      'Format',
      '(',
      ')',
      ',',
      "'",
      '\\',
      '{}',
      '$.a',
      '1',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        try {
          parseIntrinsic(`States.Array(${pieces.join('')}`);
        } catch (error) {
          expect(error).toBeInstanceOf(PathSyntaxError);
        }
      }),
    );
  });
});

it('tells intrinsic functions from paths', () => {
  expect(['States.UUID()', ' States.X', '$.States.a', 'Statesman'].map(isIntrinsic)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
