/** JSONata in definitions: which expressions are read, and what they may read. */

import { describe, expect, it } from 'vitest';
import { validate } from '../../../core/asl/validate/index.ts';
import { LAMBDA, linesOf, machineOf, problemsOf } from './machine.ts';

const jsonata = { QueryLanguage: 'JSONata' };
const branch = { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } };
const last = { Y: { Type: 'Succeed' } };

const output = (expression: string) =>
  problemsOf({ Type: 'Pass', Output: `{% ${expression} %}`, End: true }, {}, jsonata);

describe('the syntax of an expression', () => {
  it.each([
    ['a[1,2)', 'Expected "]", got ","'],
    ['"unterminated', 'String literal must be terminated by a matching quote'],
    ['1 +', 'Unexpected end of expression'],
    ['{"a":}', 'The symbol "}" cannot be used as a unary operator'],
    ['$match("a", /abc', 'No terminating / in regular expression'],
    ['$x ?: 1', 'The symbol ":" cannot be used as a unary operator'],
    ['', 'Unexpected end of expression'],
    ['$states.input.a.', 'Unexpected end of expression'],
  ])('refuses %s', async (expression, message) => {
    const text = machineOf({ Type: 'Pass', Output: `{% ${expression} %}`, End: true }, {}, jsonata);
    expect((await validate(text)).problems).toEqual([
      {
        severity: 'ERROR',
        code: 'INVALID_JSONATA_EXPRESSION',
        message,
        location: '/States/X/Output',
      },
    ]);
  });

  it.each(['{% 10 %', '{%', '{%}', '10 %}'])(
    'refuses %s, one mark without the other',
    async (text) => {
      expect(await problemsOf({ Type: 'Pass', Output: text, End: true }, {}, jsonata)).toEqual([
        'JSONata string must start with {% and end with %} at /States/X/Output',
      ]);
    },
  );

  it.each(['{%10%}', '{%\n $states.input /* why */\n%}', 'plain {% text', ' {% 1 + %} '])(
    'takes %j',
    async (text) => {
      expect(await problemsOf({ Type: 'Pass', Output: text, End: true }, {}, jsonata)).toEqual([]);
    },
  );

  it('is read wherever an expression may stand, each at its own place', async () => {
    const bad = '{% 1 + %}';
    const map = {
      Type: 'Map',
      Items: bad,
      ItemSelector: { a: [bad] },
      MaxConcurrency: bad,
      ToleratedFailurePercentage: bad,
      ToleratedFailureCount: bad,
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        Arguments: { Bucket: bad },
        ReaderConfig: { InputType: 'JSON', MaxItems: bad },
      },
      ItemBatcher: { MaxItemsPerBatch: bad, BatchInput: { a: bad } },
      ResultWriter: { Arguments: bad },
      ItemProcessor: branch,
      Output: { a: { b: bad } },
      Assign: { v: bad },
      Catch: [{ ErrorEquals: ['E'], Next: 'Y', Output: bad, Assign: { w: bad } }],
      Next: 'Y',
    };
    const locations = (await problemsOf(map, last, jsonata)).map((line) => line.split(' at ')[1]);
    expect(locations).toEqual([
      '/States/X/Items',
      '/States/X/ItemSelector/a[0]',
      '/States/X/MaxConcurrency',
      '/States/X/ToleratedFailurePercentage',
      '/States/X/ToleratedFailureCount',
      '/States/X/ItemReader/Arguments/Bucket',
      '/States/X/ItemReader/ReaderConfig/MaxItems',
      '/States/X/ItemBatcher/MaxItemsPerBatch',
      '/States/X/ItemBatcher/BatchInput/a',
      '/States/X/ResultWriter/Arguments',
      '/States/X/Output/a/b',
      '/States/X/Assign/v',
      '/States/X/Catch[0]/Output',
      '/States/X/Catch[0]/Assign/w',
    ]);
  });

  it.each([
    [{ Type: 'Wait', Seconds: '{% 1 + %}', End: true }, '/States/X/Seconds'],
    [{ Type: 'Wait', Timestamp: '{% 1 + %}', End: true }, '/States/X/Timestamp'],
    [{ Type: 'Fail', Cause: '{% 1 + %}' }, '/States/X/Cause'],
    [{ Type: 'Fail', Error: '{% 1 + %}' }, '/States/X/Error'],
    [
      { Type: 'Choice', Choices: [{ Condition: '{% 1 + %}', Next: 'Y' }], Default: 'Y' },
      '/States/X/Choices[0]/Condition',
    ],
    [
      { Type: 'Task', Resource: LAMBDA, TimeoutSeconds: '{% 1 + %}', Next: 'Y' },
      '/States/X/TimeoutSeconds',
    ],
  ])('is read in %j', async (state, location) => {
    const states = state.Type === 'Choice' || 'Next' in state ? last : {};
    expect(await problemsOf(state, states, jsonata)).toEqual([
      `Unexpected end of expression at ${location}`,
    ]);
  });

  it('is not asked of text that AWS never evaluates', async () => {
    const text = '{% 1 + %}';
    const task = {
      Type: 'Task',
      Comment: text,
      Resource: LAMBDA,
      Retry: [{ ErrorEquals: [text] }],
      End: true,
    };
    expect(await problemsOf(task, {}, jsonata)).toEqual([]);
    expect(await problemsOf({ Type: 'Pass', Parameters: { a: text }, End: true })).toEqual([]);
  });

  it('has no place in Retry, which takes numbers', async () => {
    const retry = [{ ErrorEquals: ['E'], MaxAttempts: '{% 1 %}' }];
    const task = { Type: 'Task', Resource: LAMBDA, Retry: retry, End: true };
    expect(await problemsOf(task, {}, jsonata)).toEqual([
      'Expected value of type Integer at /States/X/Retry[0]/MaxAttempts',
    ]);
  });

  it('is read where the JSON writes its marks with escapes', async () => {
    const text = machineOf({ Type: 'Pass', Output: '{% 1 + %}', End: true }, {}, jsonata);
    expect(await linesOf(text.replace('{%', '\\u007b%'))).toHaveLength(1);
  });
});

describe('what an expression reads', () => {
  it.each([
    'phone',
    'phone[0].number',
    '-phone',
    '$states.input.a ? phone : 2',
    '$sum(phone)',
    '[1..phone]',
    '{phone: 1}',
    '($x := phone; $x)',
    '$map($states.input.a, function($y){ phone })',
  ])('%s begins at a name that is nowhere', async (expression) => {
    expect(await output(expression)).toEqual([
      "Reference to 'phone' at the top level is not supported. at /States/X/Output",
    ]);
  });

  it.each(['$', '$.phone', '$string($)'])('%s begins at a missing context', async (expression) => {
    expect(await output(expression)).toEqual([
      "Reference to '$' at the top level is not supported. at /States/X/Output",
    ]);
  });

  it.each(['$$', '$$.phone'])('%s begins at a missing document', async (expression) => {
    expect(await output(expression)).toEqual([
      "Reference to '$$' is not supported. at /States/X/Output",
    ]);
  });

  it('is told once for each name', async () => {
    const lines = await output('aaa + bbb + aaa');
    expect(lines.map((line) => line.split("'")[1])).toEqual(['aaa', 'bbb']);
  });

  it.each([
    '$states.input.items[phone > 3]',
    '$states.input.a^(phone)',
    "$states.input.a{'k': phone}",
    '$states.input.a.(phone)',
    "$states.input ~> |phone|{'b': 1}|",
    '**.phone',
    "{'k': 1}.phone",
    '$states.input.a[$ > 1]',
    '$map($states.input.a, function($x){ $x.phone })',
    '$states',
    '$states.other',
    '$states.input.a.b_1.c',
    '$states.context.Execution.Id',
    '$partition($states.input, 2)',
  ])('%s begins somewhere', async (expression) => {
    expect(await output(expression)).toEqual([]);
  });
});

describe('the outcome of a state', () => {
  const call = { Type: 'Task', Resource: LAMBDA, Next: 'Y' };
  const result = '{% $states.result %}';
  const error = '{% $states.errorOutput.Cause %}';
  const within = (state: Record<string, unknown>) => problemsOf(state, last, jsonata);

  it('is its result in Output and Assign of a state that has one', async () => {
    const fields = { Output: result, Assign: { v: result } };
    expect(await within({ ...call, ...fields })).toEqual([]);
    expect(await within({ Type: 'Parallel', Branches: [branch], Next: 'Y', ...fields })).toEqual(
      [],
    );
    expect(await within({ Type: 'Map', ItemProcessor: branch, Next: 'Y', ...fields })).toEqual([]);
  });

  it('is its error in a catcher', async () => {
    const catcher = { ErrorEquals: ['E'], Next: 'Y' };
    const fields = { Output: error, Assign: { v: error } };
    expect(await within({ ...call, Catch: [{ ...catcher, ...fields }] })).toEqual([]);
    expect(await within({ ...call, Catch: [{ ...catcher, Output: result }] })).toEqual([
      "Field '$states.result' does not exist. at /States/X/Catch[0]/Output",
    ]);
  });

  it.each([
    [{ ...call, Arguments: result }, 'result', 'Arguments'],
    [{ ...call, Output: error }, 'errorOutput', 'Output'],
    [{ Type: 'Pass', Next: 'Y', Output: result }, 'result', 'Output'],
    [{ Type: 'Map', ItemProcessor: branch, Next: 'Y', Items: result }, 'result', 'Items'],
  ])('is not there in %j', async (state, field, at) => {
    expect(await within(state)).toEqual([
      `Field '$states.${field}' does not exist. at /States/X/${at}`,
    ]);
  });
});
