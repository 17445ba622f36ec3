/** Which fields states may have, and what those may hold. */

import { describe, expect, it } from 'vitest';
import { LAMBDA, linesOf, machineOf, problemsOf } from './machine.ts';

const pass = { Type: 'Pass', End: true };
const branch = { StartAt: 'B', States: { B: pass } };

const complete: Record<string, Record<string, unknown>> = {
  Task: { Resource: LAMBDA, End: true },
  Wait: { Seconds: 1, End: true },
  Pass: { End: true },
  Succeed: {},
  Fail: {},
  Choice: { Choices: [{ Variable: '$.a', IsNull: true, Next: 'Y' }] },
  Parallel: { Branches: [branch], End: true },
  Map: { ItemProcessor: branch, End: true },
};

function problemsWith(type: string, fields: Record<string, unknown>): Promise<string[]> {
  return problemsOf(
    { Type: type, ...complete[type], ...fields },
    type === 'Choice' ? { Y: { Type: 'Succeed' } } : {},
  );
}

describe('the field table', () => {
  it.each(Object.keys(complete))('accepts a %s with its required fields alone', async (type) => {
    expect(await problemsWith(type, {})).toEqual([]);
  });

  it.each([
    ['TimeoutSeconds', 5, ['Task']],
    ['Catch', [], ['Task', 'Parallel', 'Map']],
    ['Retry', [], ['Task', 'Parallel', 'Map']],
    ['InputPath', '$.a', ['Task', 'Wait', 'Pass', 'Succeed', 'Choice', 'Parallel', 'Map']],
    ['ResultPath', '$.a', ['Task', 'Pass', 'Parallel', 'Map']],
    ['Parameters', {}, ['Task', 'Pass', 'Parallel', 'Map']],
    ['ResultSelector', {}, ['Task', 'Parallel', 'Map']],
    ['Result', 1, ['Pass']],
    ['Credentials', { RoleArn: 'arn:aws:iam::123456789012:role/r' }, ['Task']],
    ['Default', 'Y', ['Choice']],
    ['Label', 'label', ['Map']],
    ['Cause', 'why', ['Fail']],
  ])('knows which states have %s', async (field, value, types) => {
    for (const type of Object.keys(complete)) {
      const expected = types.includes(type)
        ? []
        : [`Field '${field}' is not supported at /States/X`];
      expect(await problemsWith(type, { [field]: value }), type).toEqual(expected);
    }
  });

  it.each(['Arguments', 'Output', 'Items'])('keeps %s for JSONata', async (field) => {
    expect(await problemsWith('Map', field === 'Arguments' ? {} : { [field]: 1 })).toEqual(
      field === 'Arguments'
        ? []
        : [
            `The QueryLanguage is set to 'JSONPath', but field '${field}' is only supported for the 'JSONata' QueryLanguage at /States/X`,
          ],
    );
  });

  it('keeps paths for JSONPath', async () => {
    expect(await problemsWith('Pass', { QueryLanguage: 'JSONata', InputPath: '$.a' })).toEqual([
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/X",
    ]);
  });

  it('allows no JSONPath state in a JSONata machine', async () => {
    const text = machineOf(
      { ...pass, QueryLanguage: 'JSONPath' },
      {},
      { QueryLanguage: 'JSONata' },
    );
    expect(await linesOf(text)).toEqual([
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/X",
    ]);
  });

  it('reads any language but JSONPath as JSONata, and says which there are', async () => {
    expect(await problemsWith('Pass', { QueryLanguage: 'jsonpath', Output: 1 })).toEqual([
      'Value should be one of the following: [JSONPath, JSONata] at /States/X/QueryLanguage',
    ]);
    expect(await problemsWith('Pass', { QueryLanguage: 7, Output: 1 })).toEqual([
      'Expected value of type [STRING] at /States/X/QueryLanguage',
    ]);
  });

  it('does not tell of the fields that a JSONata machine would allow a JSONPath state', async () => {
    const state = { ...pass, QueryLanguage: 'JSONPath', Output: 1, InputPath: '$' };
    expect(await linesOf(machineOf(state, {}, { QueryLanguage: 'JSONata' }))).toHaveLength(1);
  });

  it('names a type that does not exist, and asks for a type that is missing', async () => {
    expect(await problemsOf({ Type: 'Loop', End: true })).toEqual([
      'Value should be one of the following: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/X/Type',
    ]);
    expect(await problemsOf({ End: true })).toEqual([
      'These fields are required: [Type] at /States/X',
    ]);
  });

  it.each([
    [{ Next: 'Y', End: true }, 'There should only be one of the following fields: [Next, End]'],
    [{}, 'This object should have only one of the following fields: [Next, End]'],
    [{ End: false }, 'This object should have only one of the following fields: [Next, End]'],
  ])('wants exactly one of Next and End, unlike %j', async (fields, message) => {
    expect(await problemsOf({ Type: 'Pass', ...fields }, { Y: pass })).toEqual([
      `${message} at /States/X`,
    ]);
  });

  it('lets a false End stand beside a Next', async () => {
    expect(await problemsOf({ Type: 'Pass', Next: 'Y', End: false }, { Y: pass })).toEqual([]);
  });

  it.each([
    [
      'Task',
      { TimeoutSeconds: 1, TimeoutSecondsPath: '$.a' },
      '[TimeoutSeconds, TimeoutSecondsPath]',
    ],
    [
      'Wait',
      { Timestamp: '2016-03-14T01:59:00Z' },
      '[SecondsPath, Seconds, TimestampPath, Timestamp]',
    ],
    ['Fail', { Error: 'a', ErrorPath: '$.a' }, '[Error, ErrorPath]'],
    ['Fail', { Cause: 'a', CausePath: '$.a' }, '[Cause, CausePath]'],
    ['Map', { Iterator: branch }, '[ItemProcessor, Iterator]'],
    ['Map', { ItemSelector: {}, Parameters: {} }, '[ItemSelector, Parameters]'],
  ])('a %s has only one of %j', async (type, fields, names) => {
    expect(await problemsWith(type, fields)).toEqual([
      `There should only be one of the following fields: ${names} at /States/X`,
    ]);
  });

  it.each([
    ['Wait', { Seconds: '$.a' }, 'Expected value of type Integer at /States/X/Seconds'],
    ['Wait', { Seconds: 1.5 }, 'Expected value of type Integer at /States/X/Seconds'],
    ['Wait', { Seconds: -1 }, 'Minimum value is 0 at /States/X/Seconds'],
    ['Wait', { Seconds: 100_000_000 }, 'Maximum value is 99999999 at /States/X/Seconds'],
    ['Task', { TimeoutSeconds: 0 }, 'Minimum value is 1 at /States/X/TimeoutSeconds'],
    ['Pass', { Comment: 1 }, 'Expected value of type String at /States/X/Comment'],
    ['Pass', { End: 'yes' }, 'Expected value of type Boolean at /States/X/End'],
    ['Parallel', { Branches: [] }, 'Value cannot be empty at /States/X/Branches'],
    ['Parallel', { Branches: {} }, 'Expected value of type Array at /States/X/Branches'],
    ['Parallel', { Branches: [[]] }, 'Expected value of type Object at /States/X/Branches[0]'],
    ['Task', { ResultSelector: 'a' }, 'Expected value of type Object at /States/X/ResultSelector'],
  ])('a %s with %j is told what it should hold', async (type, fields, problem) => {
    expect(await problemsWith(type, fields)).toEqual([problem]);
  });

  it.each(['05-12-2016T21:29:29Z', '2016-12-05T25:29:29Z', '2016-12-05T21:29:29', "{% 'x' %}"])(
    'refuses %s as the time to wait for',
    async (timestamp) => {
      expect(await problemsOf({ Type: 'Wait', Timestamp: timestamp, End: true })).toEqual([
        'String does not match RFC3339 timestamp at /States/X/Timestamp',
      ]);
    },
  );

  it('looks into branches and item processors', async () => {
    const broken = { StartAt: 'B', States: { B: { Type: 'Wait', End: true } } };
    const message =
      'This object should have only one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]';
    expect(await problemsWith('Parallel', { Branches: [branch, broken] })).toEqual([
      `${message} at /States/X/Branches[1]/States/B`,
    ]);
    expect(await problemsWith('Map', { ItemProcessor: broken })).toEqual([
      `${message} at /States/X/ItemProcessor/States/B`,
    ]);
    expect(
      await problemsWith('Map', { ItemProcessor: { ...branch, QueryLanguage: 'JSONPath' } }),
    ).toEqual(["Field 'QueryLanguage' is not supported at /States/X/ItemProcessor"]);
  });

  it('takes no empty States and no field of its own at the top', async () => {
    expect(await linesOf('{"StartAt":"A","States":{}}')).toEqual([
      'Value cannot be empty at /States',
    ]);
    expect(await problemsOf(pass, {}, { Coment: 'typo' })).toEqual([
      "Field 'Coment' is not supported at /",
    ]);
    expect(await problemsOf(pass, {}, { Version: '2.0' })).toEqual([
      'Value should be one of the following: [1.0] at /Version',
    ]);
    expect(await problemsOf(pass, {}, { TimeoutSeconds: 0, Version: '1.0', Comment: '' })).toEqual(
      [],
    );
  });
});
