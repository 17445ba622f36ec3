/** Paths, intrinsics and templates that the checker reads. */

import { describe, expect, it } from 'vitest';
import { LAMBDA, problemsOf } from './machine.ts';

const taskWith = (fields: Record<string, unknown>) =>
  problemsOf({ Type: 'Task', Resource: LAMBDA, End: true, ...fields });

describe('paths', () => {
  it.each([
    '$',
    '$$',
    '$.a',
    '$.a ',
    "$['a','b']",
    '$.a[?(@.b == 1)]',
    '$..a',
    '$$.State.Name',
    null,
  ])('InputPath may be %s', async (path) => {
    expect(await taskWith({ InputPath: path, OutputPath: path })).toEqual([]);
  });

  it.each(['a.b', '$...', '$.a[', 'States.UUID()', ''])('InputPath may not be %j', async (path) => {
    expect(await taskWith({ InputPath: path })).toEqual([
      'Value must be a valid JSONPath. at /States/X/InputPath',
    ]);
  });

  it.each(['$', '$.a[0].b', "$['a']", null])('ResultPath may be %s', async (path) => {
    expect(await taskWith({ ResultPath: path })).toEqual([]);
  });

  it.each(['$..a', '$.a[*]', '$.a[0:2]', '$.a[?(@.b)]', '$$.a', "$['a','b']", '$x.a'])(
    'ResultPath may not be %s, which is no one place in the input',
    async (path) => {
      expect(await taskWith({ ResultPath: path })).toEqual([
        'Value is not a Reference Path at /States/X/ResultPath',
      ]);
    },
  );

  it('a reference path begins with a dollar', async () => {
    expect(await taskWith({ TimeoutSecondsPath: 'a' })).toEqual([
      "Value is not a Reference Path: Reference path didn't start with '$' at /States/X/TimeoutSecondsPath",
    ]);
    expect(await taskWith({ HeartbeatSecondsPath: 7 })).toEqual([
      'Expected value of type String at /States/X/HeartbeatSecondsPath',
    ]);
  });

  it.each([
    ['$.a', []],
    ['$$.State.Name', []],
    ["States.Format('{}!', $.a)", []],
    ['States.UUID()', []],
    [
      'States.MathAdd($.a, 1)',
      [
        "Value is not a Reference Path: Reference path didn't start with '$' at /States/X/CausePath",
      ],
    ],
  ])('CausePath %s leads to text', async (path, problems) => {
    expect(await problemsOf({ Type: 'Fail', CausePath: path })).toEqual(problems);
  });
});

describe('payload templates', () => {
  it('hold a path or an intrinsic function behind every .$', async () => {
    const template = {
      'a.$': '$.a[*].b',
      'b.$': "States.Array('x', $.y, States.UUID())",
      c: [{ 'd.$': '$$.Execution.Id' }, 'States.Nothing()'],
      e: '$.constant',
    };
    expect(await taskWith({ Parameters: template, ResultSelector: template })).toEqual([]);
  });

  it.each([['ipsum'], [23], [{ 'b.$': '$' }], ['States.Xyz($.a)'], [' States.UUID()'], ['$.a[']])(
    'refuse %j there',
    async (value) => {
      expect(await taskWith({ Parameters: { 'a.$': value } })).toEqual([
        "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/X/Parameters",
      ]);
    },
  );

  it('point at the object that holds the field', async () => {
    expect(await taskWith({ Parameters: { blocks: [{ text: { 'a.$': 'b' } }] } })).toEqual([
      "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/X/Parameters/blocks[0]/text",
    ]);
  });

  it('do not give one field twice', async () => {
    expect(await taskWith({ ResultSelector: { a: 1, 'a.$': '$' } })).toEqual([
      "The fields 'a' and 'a.$' can not stand side by side: both give 'a' at /States/X/ResultSelector",
    ]);
  });
});
