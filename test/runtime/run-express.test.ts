/** Express executions, from start to end in memory. */

import { expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { ExpressWorld } from './express-world.ts';

const call = (name: string, more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ...more,
});
const only = (state: JsonObject): JsonObject => ({
  StartAt: 'Only',
  States: { Only: { ...state, End: true } },
});
const branch = (name: string, state: JsonObject): JsonObject => ({
  StartAt: name,
  States: { [name]: { ...state, End: true } },
});

it('goes from state to state and says how it ended', async () => {
  const world = new ExpressWorld();
  const { state } = await world.run({
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Result: 1, ResultPath: '$.a', Next: 'B' },
      B: { Type: 'Pass', End: true },
    },
  });
  expect(state).toMatchObject({ status: 'SUCCEEDED', output: { a: 1 }, lastEventId: 6 });
  const types = world.records.flatMap(({ history }) => history.map(({ type }) => type));
  expect(types).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
});

it('waits as long as the state says', async () => {
  const world = new ExpressWorld();
  const { state, committedAt } = await world.run(only({ Type: 'Wait', Seconds: 30 }));
  expect(state.status).toBe('SUCCEEDED');
  expect(committedAt - state.startedAt).toBe(30_000);
});

it('calls a task again as its Retrier says, and then goes to its Catcher', async () => {
  const world = new ExpressWorld();
  world.workMs = 0;
  world.workers.byName.broken = () => {
    throw new TypeError('no');
  };
  const { state, committedAt } = await world.run({
    StartAt: 'Try',
    States: {
      Try: call('broken', {
        Retry: [{ ErrorEquals: ['TypeError'], MaxAttempts: 2 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Mend' }],
        End: true,
      }),
      Mend: { Type: 'Pass', Result: 'mended', End: true },
    },
  });
  expect(state).toMatchObject({ status: 'SUCCEEDED', output: 'mended' });
  expect(world.workers.calls).toHaveLength(3);
  expect(committedAt - state.startedAt).toBe(3_000);
});

it('fails with the error that nobody catches', async () => {
  const { state } = await new ExpressWorld().run(only({ Type: 'Fail', Error: 'E', Cause: 'c' }));
  expect(state).toMatchObject({ status: 'FAILED', failure: { error: 'E', cause: 'c' } });
});

it('shows in the context object that it is Express', async () => {
  const world = new ExpressWorld();
  const { state } = await world.run(
    only({ Type: 'Pass', Parameters: { 'Execution.$': '$$.Execution' } }),
    { x: 1 },
  );
  expect(state.output).toMatchObject({
    Execution: {
      Id: expect.stringMatching(
        /^arn:aws:states:us-east-1:123456789012:express:m:n:[0-9a-f-]{36}$/,
      ),
      Name: 'n',
      Input: { x: 1 },
    },
  });
  expect(JSON.stringify(state.output)).not.toContain('RedriveCount');
});

it('runs as many iterations of a Map at a time as it may, and keeps their order', async () => {
  const world = new ExpressWorld();
  world.workers.byName.double = (n) => Number(n) * 2;
  const { state, committedAt } = await world.run(
    only({ Type: 'Map', MaxConcurrency: 3, ItemProcessor: branch('Double', call('double')) }),
    [1, 2, 3, 4, 5, 6, 7],
  );
  expect(state).toMatchObject({ status: 'SUCCEEDED', output: [2, 4, 6, 8, 10, 12, 14] });
  expect(world.workers.mostAtOnce).toBe(3);
  expect(committedAt - state.startedAt).toBe(30);
  const events = world.records.reduce((sum, { history }) => sum + history.length, 0);
  expect(state.lastEventId).toBe(events);
});

it('goes on at the first failure of a branch, without the others', async () => {
  const world = new ExpressWorld();
  const { state, committedAt } = await world.run({
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [
          branch('Sleep', { Type: 'Wait', Seconds: 200 }),
          {
            StartAt: 'Soon',
            States: {
              Soon: { Type: 'Wait', Seconds: 1, Next: 'No' },
              No: { Type: 'Fail', Error: 'No' },
            },
          },
        ],
        Catch: [{ ErrorEquals: ['No'], Next: 'After' }],
        Next: 'After',
      },
      After: { Type: 'Pass', End: true },
    },
  });
  expect(state).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'No' } });
  expect(committedAt - state.startedAt).toBe(1_000);
});

it('runs a Map within a Parallel', async () => {
  const inner = { Type: 'Map', ItemProcessor: branch('Each', { Type: 'Pass' }) };
  const { state } = await new ExpressWorld().run(
    only({ Type: 'Parallel', Branches: [branch('Items', inner), branch('All', { Type: 'Pass' })] }),
    [1, 2],
  );
  expect(state.output).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

it.each([
  ['a Wait', { Type: 'Wait', Seconds: 3600 }],
  [
    'a Wait in a branch',
    { Type: 'Parallel', Branches: [branch('W', { Type: 'Wait', Seconds: 3600 })] },
  ],
  ['a retry', call('none', { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 3600 }] })],
])('ends after five minutes in %s', async (_, state) => {
  const world = new ExpressWorld();
  const end = await world.run(only(state));
  expect(end.state.status).toBe('TIMED_OUT');
  // Its log has what its branches did, too.
  const events = world.records.reduce((sum, { history }) => sum + history.length, 0);
  expect(end.state.lastEventId).toBe(events);
  expect(end.committedAt - end.state.startedAt).toBe(300_000);
});

it('ends after TimeoutSeconds, where those are fewer', async () => {
  const definition = { ...only({ Type: 'Wait', Seconds: 60 }), TimeoutSeconds: 2 };
  const { state, committedAt } = await new ExpressWorld().run(definition);
  expect(state.status).toBe('TIMED_OUT');
  expect(committedAt - state.startedAt).toBe(2_000);
});

it('takes a loop of thousands of states', async () => {
  const world = new ExpressWorld();
  const { state } = await world.run(
    {
      StartAt: 'More',
      States: {
        More: {
          Type: 'Pass',
          Parameters: { 'n.$': 'States.MathAdd($.n, 1)' },
          Next: 'Enough',
        },
        Enough: {
          Type: 'Choice',
          Choices: [{ Variable: '$.n', NumericLessThan: 2000, Next: 'More' }],
          Default: 'Done',
        },
        Done: { Type: 'Succeed' },
      },
    },
    { n: 0 },
  );
  expect(state).toMatchObject({ status: 'SUCCEEDED', output: { n: 2000 } });
});
