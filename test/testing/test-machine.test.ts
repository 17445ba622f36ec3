import { describe, expect, it } from 'vitest';
import {
  CoverageError,
  checkCoverage,
  coverageTable,
  DefinitionError,
  MockError,
  StandsStill,
  TaskError,
  TaskOver,
  testMachine,
} from '../../core/testing/index.ts';

const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:pay';

const shop = {
  StartAt: 'Pay',
  States: {
    Pay: {
      Type: 'Task',
      Resource: LAMBDA,
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 60, BackoffRate: 2, MaxAttempts: 3 }],
      Catch: [
        { ErrorEquals: ['Declined'], Next: 'Decline' },
        { ErrorEquals: ['States.ALL'], Next: 'Decline' },
      ],
      Next: 'Rest',
    },
    Rest: { Type: 'Wait', Seconds: 2_592_000, Next: 'Large?' },
    'Large?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.total', NumericGreaterThan: 1000, Next: 'Thank' },
        { Variable: '$.total', NumericGreaterThan: 100, Next: 'Thank' },
      ],
      Default: 'Thank',
    },
    Thank: { Type: 'Succeed' },
    Decline: { Type: 'Fail', Error: 'NotPaid', Cause: 'declined' },
  },
};

describe('a run', () => {
  it('takes no time, whatever it waits for', async () => {
    const machine = testMachine(shop, { name: 'shop' });
    const result = await machine.run<{ total: number }>(
      { total: 7 },
      {
        mocks: {
          Pay: [
            { Throw: { Error: 'Busy' } },
            { Throw: { Error: 'Busy' } },
            { Return: { total: 120 } },
          ],
        },
      },
    );
    expect(result.status).toBe('SUCCEEDED');
    expect(result.output.total).toBe(120);
    expect(result.seconds).toBe(2_592_000 + 60 + 120);
    expect(result.visited).toEqual(['Pay', 'Rest', 'Large?', 'Thank']);
    expect(result.calls.map(({ attempt, input }) => [attempt, input])).toEqual([
      [0, { total: 7 }],
      [1, { total: 7 }],
      [2, { total: 7 }],
    ]);
  });

  it('tells its history in plain words and as the API does', async () => {
    const mocks = { Pay: { Throw: { Error: 'Declined', Cause: 'no money' } } };
    const { story, history, status, error, cause } = await testMachine(shop).run({}, { mocks });
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: 'NotPaid',
      cause: 'declined',
    });
    expect(story).toEqual([
      'ExecutionStarted',
      'TaskStateEntered Pay',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionFailed Declined: no money',
      'TaskStateExited Pay',
      'FailStateEntered Decline',
      'ExecutionFailed NotPaid: declined',
    ]);
    expect(history[1]).toEqual({
      id: 2,
      previousEventId: 0,
      type: 'TaskStateEntered',
      timestamp: new Date('2026-01-01T00:00:00Z'),
      stateEnteredEventDetails: { name: 'Pay', input: '{}', inputDetails: { truncated: false } },
    });
  });

  it('answers by a function of the input, whose TaskError Retry and Catch take', async () => {
    const machine = testMachine(shop);
    const pay = (input: { total: number }, { attempt }: { attempt: number }) => {
      if (attempt === 0) throw new TaskError('Busy', 'later');
      return { total: input.total * 10 };
    };
    const { output, seconds } = await machine.run({ total: 5 }, { mocks: { Pay: pay } });
    expect(output).toEqual({ total: 50 });
    expect(seconds).toBe(2_592_000 + 60);
  });

  it('is rejected with whatever else a mock throws, so that an assertion in it counts', async () => {
    const pay = () => {
      throw new RangeError('not expected');
    };
    await expect(testMachine(shop).run({}, { mocks: { Pay: pay } })).rejects.toThrow(
      'not expected',
    );
  });

  it('is rejected where a Task has no mock, or too few answers', async () => {
    const machine = testMachine(shop);
    await expect(machine.run()).rejects.toThrow(MockError);
    await expect(machine.run()).rejects.toThrow(
      `State 'Pay' calls ${LAMBDA}, and there is no mock for it.`,
    );
    const mocks = { Pay: [{ Throw: { Error: 'Busy' } }] };
    await expect(machine.run({}, { mocks })).rejects.toThrow(
      "State 'Pay' makes attempt 1, and its mock answers only 1",
    );
  });

  it('is rejected where a mock is for no Task', async () => {
    const mocks = { Pya: { Return: 1 } };
    await expect(testMachine(shop).run({}, { mocks })).rejects.toThrow("Did you mean 'Pay'?");
  });

  it('is rejected where the definition is none', async () => {
    const machine = testMachine({ StartAt: 'A', States: { B: { Type: 'Pass', End: true } } });
    await expect(machine.run()).rejects.toThrow(DefinitionError);
    await expect(machine.run()).rejects.toThrow('MISSING_TRANSITION_TARGET');
  });
});

describe('a Task that waits for its token', () => {
  const approval = {
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: {
          QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/q',
          MessageBody: { 'token.$': '$$.Task.Token', 'who.$': '$.who' },
        },
        TimeoutSeconds: 86_400,
        HeartbeatSeconds: 7_200,
        Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.error', Next: 'Late' }],
        End: true,
      },
      Late: { Type: 'Pass', End: true },
    },
  };

  it('is answered by hand, at a time of the test', async () => {
    const run = await testMachine(approval).start<{ ok: boolean }>({ who: 'Ada' });
    await run.advance({ hours: 1 });
    const task = await run.waitFor('Ask');
    expect(task.input).toMatchObject({ MessageBody: { who: 'Ada', token: task.token } });
    await task.heartbeat();
    await run.advance({ hours: 1, minutes: 30 });
    expect(run.status).toBe('RUNNING');
    await task.succeed({ ok: true });
    const { output, seconds } = await run.finish();
    expect(output.ok).toBe(true);
    expect(seconds).toBe(2.5 * 3600);
  });

  it('times out where nobody answers', async () => {
    const run = await testMachine(approval).start({ who: 'Ada' });
    const task = await run.waitFor('Ask');
    const { visited, seconds } = await run.finish();
    expect(visited).toEqual(['Ask', 'Late']);
    expect(seconds).toBe(7200);
    await expect(task.succeed()).rejects.toThrow(TaskOver);
  });

  it('fails as its worker says, and may be mocked as well', async () => {
    const run = await testMachine(approval).start({ who: 'Ada' });
    await (await run.waitFor('Ask')).fail('No', 'never');
    expect(await run.finish()).toMatchObject({ status: 'FAILED', error: 'No', cause: 'never' });
    const mocks = { Ask: { Return: 'yes' } };
    expect((await testMachine(approval).run({ who: 'Ada' }, { mocks })).output).toBe('yes');
  });

  it('can be stopped, and never shows a state that does not wait', async () => {
    const run = await testMachine(approval).start({ who: 'Ada' });
    await run.stop('Enough', 'of this');
    expect(await run.finish()).toMatchObject({ status: 'ABORTED', error: 'Enough' });
    await expect(run.waitFor('Ask')).rejects.toThrow('has ended as ABORTED');
  });
});

describe('an activity', () => {
  const review = {
    StartAt: 'Review',
    States: {
      Review: {
        Type: 'Task',
        Resource: 'arn:aws:states:us-east-1:123456789012:activity:review',
        TimeoutSeconds: 60,
        End: true,
      },
    },
  };

  it('waits for a worker without end, then for its answer', async () => {
    const machine = testMachine(review);
    const run = await machine.start({ n: 1 });
    await run.advance({ days: 30 });
    const task = await run.waitFor('Review');
    expect(task).toMatchObject({ kind: 'activity', input: { n: 1 } });
    await task.take('worker-1');
    await run.advance(59);
    await task.succeed('fine');
    const { output, story } = await run.finish();
    expect(output).toBe('fine');
    expect(story).toContain('ActivityStarted');
  });

  it('stands still where the test answers nothing', async () => {
    await expect(testMachine(review).run()).rejects.toThrow(StandsStill);
    await expect(testMachine(review).run()).rejects.toThrow("'Review' for a worker waits");
  });
});

describe('what a machine is made of', () => {
  const inner = {
    StartAt: 'Rest',
    States: {
      Rest: { Type: 'Wait', Seconds: 10, Next: 'Work' },
      Work: { Type: 'Task', Resource: LAMBDA, End: true },
    },
  };

  it('runs branches, iterations and items of a distributed Map', async () => {
    const machine = testMachine({
      QueryLanguage: 'JSONata',
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Wait A', States: { 'Wait A': { Type: 'Wait', Seconds: 50, End: true } } },
            { StartAt: 'Wait B', States: { 'Wait B': { Type: 'Wait', Seconds: 70, End: true } } },
          ],
          Output: { list: [1, 2, 3] },
          Next: 'Each',
        },
        Each: {
          Type: 'Map',
          Items: '{% $states.input.list %}',
          MaxConcurrency: 1,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Double',
            States: { Double: { Type: 'Task', Resource: LAMBDA, End: true } },
          },
          End: true,
        },
      },
    });
    const mocks = { Double: (input: number, { call }: { call: number }) => input * 10 + call };
    const { output, seconds, visited } = await machine.run({}, { mocks });
    expect(output).toEqual([10, 21, 32]);
    expect(seconds).toBe(70);
    expect(visited.filter((name) => name === 'Double')).toHaveLength(3);
    expect((await machine.coverage()).missing).toEqual([]);
  });

  it('runs the machines that its Tasks start, with the same mocks', async () => {
    const machine = testMachine(
      {
        StartAt: 'Go',
        States: {
          Go: {
            Type: 'Task',
            Resource: 'arn:aws:states:::states:startExecution.sync:2',
            Parameters: {
              StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:inner',
              Input: { n: 3 },
            },
            OutputPath: '$.Output',
            End: true,
          },
        },
      },
      { name: 'outer', machines: { inner } },
    );
    const mocks = { 'inner/Work': ({ n }: { n: number }) => n + 1 };
    const { output, seconds } = await machine.run({}, { mocks });
    expect(output).toBe(4);
    expect(seconds).toBe(10);
  });

  it('reads files', async () => {
    const { output } = await testMachine('examples/order-saga/definition.asl.json').run(
      { orderId: 'o-1', items: [], country: 'DE' },
      {
        mocks: {
          'Reserve stock': { Return: { total: 5 } },
          'Charge card': { Return: { Payload: { chargeId: 'c' } } },
          'Ship order': { Return: { trackingNumber: 't' } },
        },
      },
    );
    expect(output).toMatchObject({ orderId: 'o-1', status: 'COMPLETED' });
  });
});

describe('coverage', () => {
  it('counts states, rules, defaults and Catchers, also of rules that lead to one state', async () => {
    const machine = testMachine(shop, { name: 'shop' });
    await machine.run({}, { mocks: { Pay: { Return: { total: 120 } } } });
    const once = await machine.coverage();
    expect(once.missing).toEqual([
      'Decline',
      'Pay Catch[0] → Decline',
      'Pay Catch[1] → Decline',
      'Large? Choices[0] → Thank',
      'Large? Default → Thank',
    ]);
    expect(coverageTable([once])).toBe(
      [
        'state machine  states    branches',
        'shop           4/5 80 %  1/5 20 %',
        '  not covered: Decline',
        '  not covered: Pay Catch[0] → Decline',
        '  not covered: Pay Catch[1] → Decline',
        '  not covered: Large? Choices[0] → Thank',
        '  not covered: Large? Default → Thank',
      ].join('\n'),
    );
    expect(() => checkCoverage([once], { states: 80, branches: 100 })).toThrow(CoverageError);
    await machine.run({}, { mocks: { Pay: { Return: { total: 1 } } } });
    await machine.run({}, { mocks: { Pay: { Return: { total: 5000 } } } });
    await machine.run({}, { mocks: { Pay: { Throw: { Error: 'Declined' } } } });
    await machine.run({}, { mocks: { Pay: { Throw: { Error: 'Other' } } } });
    const all = await machine.coverage();
    expect(all.missing).toEqual([]);
    expect(() => checkCoverage([all], { states: 100, branches: 100 })).not.toThrow();
  });
});
