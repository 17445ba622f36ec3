/** Retry and Catch, as the checker sees them. */

import { describe, expect, it } from 'vitest';
import { LAMBDA, problemsOf } from './machine.ts';

const taskWith = (fields: Record<string, unknown>) =>
  problemsOf({ Type: 'Task', Resource: LAMBDA, Next: 'Y', ...fields }, { Y: { Type: 'Succeed' } });

const any = ['States.ALL'];

describe('retriers', () => {
  it('accept every field within its range', async () => {
    const retrier = {
      ErrorEquals: ['Lambda.Unknown', 'States.Timeout'],
      IntervalSeconds: 0,
      MaxAttempts: 0,
      BackoffRate: 1,
      MaxDelaySeconds: 31_622_400,
      JitterStrategy: 'FULL',
      Comment: 'patience',
    };
    expect(await taskWith({ Retry: [retrier, { ErrorEquals: any }] })).toEqual([]);
    expect(await taskWith({ Retry: [] })).toEqual([]);
  });

  it.each([
    [{}, 'These fields are required: [ErrorEquals] at /States/X/Retry[0]'],
    [{ ErrorEquals: [] }, 'Value cannot be empty at /States/X/Retry[0]/ErrorEquals'],
    [{ ErrorEquals: [1] }, 'Expected value of type String at /States/X/Retry[0]/ErrorEquals[0]'],
    [
      { ErrorEquals: any, BackoffRate: 0.5 },
      'Minimum value is 1.0 at /States/X/Retry[0]/BackoffRate',
    ],
    [{ ErrorEquals: any, MaxAttempts: -1 }, 'Minimum value is 0 at /States/X/Retry[0]/MaxAttempts'],
    [
      { ErrorEquals: any, IntervalSeconds: '1' },
      'Expected value of type Integer at /States/X/Retry[0]/IntervalSeconds',
    ],
    [
      { ErrorEquals: any, MaxDelaySeconds: 31_622_401 },
      'Maximum value is 31622400 at /States/X/Retry[0]/MaxDelaySeconds',
    ],
    [
      { ErrorEquals: any, JitterStrategy: 'SOME' },
      'Value should be one of the following: [NONE, FULL] at /States/X/Retry[0]/JitterStrategy',
    ],
    [{ ErrorEquals: any, Next: 'Y' }, "Field 'Next' is not supported at /States/X/Retry[0]"],
  ])('refuse %j', async (retrier, problem) => {
    expect(await taskWith({ Retry: [retrier] })).toEqual([problem]);
  });
});

describe('catchers', () => {
  it('name a state, and where the error goes', async () => {
    expect(await taskWith({ Catch: [{ ErrorEquals: any, Next: 'Y', ResultPath: null }] })).toEqual(
      [],
    );
    expect(await taskWith({ Catch: [{ ErrorEquals: any }] })).toEqual([
      'These fields are required: [Next] at /States/X/Catch[0]',
    ]);
    expect(
      await taskWith({ Catch: [{ ErrorEquals: any, Next: 'Y', ResultPath: '$..a' }] }),
    ).toEqual(['Value is not a Reference Path at /States/X/Catch[0]/ResultPath']);
  });

  it('and retriers have States.ALL alone and last', async () => {
    const message = 'States.ALL must appear alone and at end of list';
    expect(await taskWith({ Retry: [{ ErrorEquals: any }, { ErrorEquals: ['E'] }] })).toEqual([
      `${message} at /States/X/Retry[0]/ErrorEquals[0]`,
    ]);
    expect(await taskWith({ Catch: [{ ErrorEquals: ['E', ...any], Next: 'Y' }] })).toEqual([
      `${message} at /States/X/Catch[0]/ErrorEquals[1]`,
    ]);
  });
});
