/** Errors of JSON in the words of Jackson. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeJsonError, sourceOf } from '../../../core/asl/validate/json-error.ts';

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

describe('describeJsonError', () => {
  it.each([
    ['not some json', `Unrecognized token 'not': was expecting ${VALUES}`, 1, 4],
    [
      "{'a': 1}",
      "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
      1,
      3,
    ],
    [
      '{"a":1,}',
      "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
      1,
      9,
    ],
    [
      '{"a" 1}',
      "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
      1,
      7,
    ],
    ['{"a":}', "Unexpected character ('}' (code 125)): expected a value", 1, 7],
    [
      '{"a":1 "b"',
      `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`,
      1,
      9,
    ],
    [
      '[1 2]',
      "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
      1,
      5,
    ],
    ['[1,]', `Unexpected character (']' (code 93)): expected a valid value ${VALUES}`, 1, 5],
    ['{\n  "a": nul\n}', `Unrecognized token 'nul': was expecting ${VALUES}`, 2, 11],
    [
      '[1}',
      `Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)"[1}"; line: 1, column: 1])`,
      1,
      4,
    ],
    [
      '{"a":1',
      `Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"{"a":1"; line: 1, column: 1])`,
      1,
      7,
    ],
    ['["a', 'Unexpected end-of-input: was expecting closing quote for a string value', 1, 4],
    ['{"a', 'Unexpected end-of-input in field name', 1, 4],
    ['{"a":', 'Unexpected end-of-input within/between Object entries', 1, 6],
    [
      '["\t"]',
      'Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value',
      1,
      4,
    ],
    ['["\\x"]', "Unrecognized character escape 'x' (code 120)", 1, 5],
    [
      '["\\u12g4"]',
      "Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence",
      1,
      8,
    ],
    ['[01]', 'Invalid numeric value: Leading zeroes not allowed', 1, 3],
    [
      '[-a]',
      "Unexpected character ('a' (code 97)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
      1,
      4,
    ],
    [
      '[1.]',
      "Unexpected character (']' (code 93)) in numeric value: Decimal point not followed by a digit",
      1,
      5,
    ],
    [
      '[1e+]',
      "Unexpected character (']' (code 93)) in numeric value: Exponent indicator not followed by a digit",
      1,
      6,
    ],
    [
      '1a',
      "Unexpected character ('a' (code 97)): Expected space separating root-level values",
      1,
      3,
    ],
    ['', 'No content to map due to end-of-input', 1, 1],
  ])('speaks of %j as Jackson does', (text, message, line, column) => {
    expect(describeJsonError(text)).toEqual({ message, line, column });
  });

  it.each(['{}', '[1, -2.5e-3, "\\u00e9\\n", null, true]', ' "x" ', '0'])(
    'is silent on %s',
    (text) => {
      expect(describeJsonError(text)).toBeUndefined();
    },
  );

  it('finds an error in exactly those texts that are no JSON', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '.',
      'e',
      'null',
      'x',
      ' ',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
        const text = tokens.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(describeJsonError(text) === undefined).toBe(valid);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('sourceOf', () => {
  it('shows the first 500 characters of a long text', () => {
    expect(sourceOf('x'.repeat(510), { line: 1, column: 3 })).toBe(
      `[Source: (String)"${'x'.repeat(500)}"[truncated 10 chars]; line: 1, column: 3]`,
    );
  });
});
