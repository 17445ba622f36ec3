/** What the compiler takes and refuses of a definition's literal: `npm run check:types` is half of this test. */

import { expect, it } from 'vitest';
import { validate } from '../core/asl/validate/index.ts';
import { defineMachine } from '../core/index.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:f';

const order = defineMachine({
  Comment: 'all that leads somewhere',
  StartAt: 'Pay',
  TimeoutSeconds: 3600,
  States: {
    Pay: {
      Type: 'Task',
      Resource: ARN,
      Parameters: { 'id.$': '$.id', list: [1, null, { deep: true }] },
      Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 3, BackoffRate: 1.5, JitterStrategy: 'FULL' }],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Sorry' }],
      Next: 'Large?',
    },
    'Large?': {
      Type: 'Choice',
      Choices: [
        { And: [{ Variable: '$.total', NumericGreaterThan: 100 }], Next: 'Both' },
        { Variable: '$.total', NumericLessThan: 0, Next: 'Sorry' },
      ],
      Default: 'Rest',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Pass', End: true } } },
        { StartAt: 'Right', States: { Right: { Type: 'Succeed' } } },
      ],
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'One',
        States: { One: { Type: 'Pass', Next: 'Two' }, Two: { Type: 'Pass', End: true } },
      },
      Next: 'Rest',
    },
    Rest: { Type: 'Wait', Seconds: 5, Next: 'Done' },
    Done: { Type: 'Succeed' },
    Sorry: { Type: 'Fail', Error: 'No', Cause: 'never' },
  },
});

it('returns the definition as it is, which the checker takes', async () => {
  expect(order.StartAt).toBe('Pay');
  expect((await validate(JSON.stringify(order))).problems).toEqual([]);
});

it('takes JSONata', async () => {
  const machine = defineMachine({
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: {
      A: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'B' }], Default: 'B' },
      B: { Type: 'Wait', Seconds: '{% 1 + 1 %}', Output: { sum: '{% 2 %}' }, End: true },
    },
  });
  expect((await validate(JSON.stringify(machine))).problems).toEqual([]);
});

it('leaves what is wrong to the compiler', () => {
  const end = { Type: 'Pass', End: true } as const;

  // @ts-expect-error there is no state of that name
  defineMachine({ StartAt: 'B', States: { A: end } });

  // @ts-expect-error nor of that one
  defineMachine({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'C' }, B: end } });

  const rule = { Condition: true, Next: 'B' } as const;
  // @ts-expect-error the default leads nowhere
  defineMachine({ StartAt: 'A', States: { A: { Type: 'Choice', Choices: [rule], Default: 'C' } } });

  const astray = { Condition: true, Next: 'C' } as const;
  // @ts-expect-error a rule leads nowhere
  defineMachine({ StartAt: 'A', States: { A: { Type: 'Choice', Choices: [astray] }, B: end } });

  defineMachine({
    StartAt: 'A',
    States: {
      A: {
        Type: 'Task',
        Resource: ARN,
        // @ts-expect-error a Catcher leads nowhere
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
        End: true,
      },
    },
  });

  const inner = { StartAt: 'X', States: { X: end } } as const;
  defineMachine({
    StartAt: 'A',
    States: {
      // @ts-expect-error a state of a branch is none of its parent's
      A: { Type: 'Parallel', Branches: [inner], Next: 'X' },
    },
  });

  defineMachine({
    StartAt: 'A',
    States: {
      A: {
        Type: 'Map',
        // @ts-expect-error and the other way round
        ItemProcessor: { StartAt: 'X', States: { X: { Type: 'Pass', Next: 'A' } } },
        End: true,
      },
    },
  });

  // @ts-expect-error a state goes on or ends
  defineMachine({ StartAt: 'A', States: { A: { Type: 'Pass' } } });

  // @ts-expect-error a type that there is not
  defineMachine({ StartAt: 'A', States: { A: { Type: 'Pas', End: true } } });

  // @ts-expect-error a field that there is not
  defineMachine({ StartAt: 'A', States: { A: { Type: 'Pass', Ned: true, End: true } } });

  // @ts-expect-error a Task needs a resource
  defineMachine({ StartAt: 'A', States: { A: { Type: 'Task', End: true } } });

  // @ts-expect-error a number has to be one
  defineMachine({ StartAt: 'A', TimeoutSeconds: '5', States: { A: end } });
  expect(end.Type).toBe('Pass');
});
