/** Keys that an object repeats. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkKeys } from '../../../core/asl/validate/duplicate-keys.ts';
import { validate } from '../../../core/asl/validate/index.ts';

function found(text: string): string[] {
  const problems: string[] = [];
  checkKeys(text, (message, location) => problems.push(`${message} at ${location}`));
  return problems;
}

describe('duplicate keys', () => {
  it.each([
    ['{"a":1,"a":2}', "Duplicate field 'a' at /a"],
    ['{"a":{"b":[0,{"c":1,"d":"}","c":[]}]}}', "Duplicate field 'c' at /a/b[1]/c"],
    ['[[],[{"a":"x","a":"y"}]]', "Duplicate field 'a' at [1][0]/a"],
    ['{"a\\"b":1,"a\\u0022b":2}', `Duplicate field 'a"b' at /a"b`],
    ['{"States":{"A":{},"A":{}}}', 'Duplicate State name: A at /States/A'],
    ['{"__proto__":1,"__proto__":2}', "Duplicate field '__proto__' at /__proto__"],
  ])('are found in %s', (text, problem) => {
    expect(found(text)).toEqual([problem]);
  });

  it.each([
    '{"a":{"a":1},"b":{"a":1}}',
    '["a","a",{"a":"a"}]',
    '{"a":"\\\\","b":"{\\"a\\":1,","c":"a"}',
    '"a"',
    '{ "a" : 1 , "b" : { } , "A" : [ ] }',
  ])('are none in %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('are none in what a serializer wrote', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(found(JSON.stringify(JSON.parse(text)))).toEqual([]);
      }),
    );
  });

  it('keep a definition from being stored: one of the two would be lost', async () => {
    const text =
      '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true},"A":{"Type":"Fail"}},"Comment":"","Comment":""}';
    expect((await validate(text)).problems).toEqual([
      {
        severity: 'ERROR',
        code: 'DUPLICATE_STATE_NAME',
        message: 'Duplicate State name: A',
        location: '/States/A',
      },
      {
        severity: 'ERROR',
        code: 'INVALID_JSON_DESCRIPTION',
        message: "Duplicate field 'Comment'",
        location: '/Comment',
      },
    ]);
  });
});
