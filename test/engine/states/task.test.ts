import { describe, expect, it } from 'vitest';
import type { Event } from '../../../core/engine/events.ts';
import { NOW, reached, run } from '../one-transition.ts';

const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const task = (fields: object = {}) => ({
  T: { Type: 'Task', Resource: LAMBDA, ...fields, End: true },
  Caught: { Type: 'Pass', End: true },
});
const failed = (error: string): Event => ({ type: 'TaskFailed', failure: { error, cause: 'why' } });

describe('Task', () => {
  it('puts its intent on record before the call', async () => {
    const { state, history, commands } = await run(task({ TimeoutSeconds: 5 }), { a: 1 });
    expect(state.current?.waiting).toEqual({ for: 'task' });
    expect(commands).toEqual([
      { type: 'StartTask', resource: LAMBDA, arguments: { a: 1 }, timeoutSeconds: 5 },
    ]);
    expect(history.map(({ type }) => type)).toEqual([
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
    ]);
  });

  it('shapes its result by ResultSelector, ResultPath and OutputPath', async () => {
    const { state } = await run(
      task({ ResultSelector: { 'n.$': '$.count' }, ResultPath: '$.r', OutputPath: '$.r' }),
      { a: 1 },
      [reached, { type: 'TaskSucceeded', output: { count: 3 } }],
    );
    expect(state.output).toEqual({ n: 3 });
  });

  it('waits longer from retry to retry, and counts each Retrier by itself', async () => {
    const Retry = [
      { ErrorEquals: ['A'], IntervalSeconds: 2, MaxAttempts: 1 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 3 },
    ];
    const first = await run(task({ Retry }), {}, [reached, failed('A')]);
    expect(first.state.current).toMatchObject({
      retries: [1, 0],
      waiting: { for: 'retry', until: NOW + 2000 },
    });
    const second = await run(task({ Retry }), {}, [
      reached,
      failed('B'),
      { type: 'TimerFired' },
      failed('B'),
    ]);
    expect(second.state.current).toMatchObject({
      retries: [0, 2],
      waiting: { for: 'retry', until: NOW + 3000 },
    });
  });

  it('starts the same attempt anew after the backoff, with one more in RetryCount', async () => {
    const { commands } = await run(
      task({
        Parameters: { 'n.$': '$$.State.RetryCount' },
        Retry: [{ ErrorEquals: ['States.ALL'] }],
      }),
      {},
      [reached, failed('A'), { type: 'TimerFired' }],
    );
    expect(commands[0]).toMatchObject({ type: 'StartTask', arguments: { n: 1 } });
  });

  it('goes where the first matching Catcher points, with the error at its ResultPath', async () => {
    const Catch = [
      { ErrorEquals: ['Other'], Next: 'T' },
      { ErrorEquals: ['States.TaskFailed'], ResultPath: '$.error', Next: 'Caught' },
    ];
    const { state } = await run(task({ Catch }), { a: 1 }, [reached, failed('A')]);
    expect(state.current).toMatchObject({
      name: 'Caught',
      input: { a: 1, error: { Error: 'A', Cause: 'why' } },
    });
  });

  it('fails the execution when nothing takes the error', async () => {
    const { state, history } = await run(task(), {}, [reached, failed('A')]);
    expect(state).toMatchObject({ status: 'FAILED', failure: { error: 'A', cause: 'why' } });
    expect(history.map(({ type }) => type)).toEqual(['LambdaFunctionFailed', 'ExecutionFailed']);
  });

  it('shows a timeout by an event of its own', async () => {
    const timeout: Event = { type: 'TaskTimedOut' };
    const { history } = await run(task(), {}, [reached, timeout]);
    expect(history[0]?.type).toBe('LambdaFunctionTimedOut');
  });

  it('does not let Catch take a runtime error of its own paths', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL', 'States.Runtime'], Next: 'Caught' }];
    const { state } = await run(task({ OutputPath: '$.no', Catch }), {}, [
      reached,
      { type: 'TaskSucceeded', output: {} },
    ]);
    expect(state).toMatchObject({ status: 'FAILED', failure: { error: 'States.Runtime' } });
  });

  it('fails by States.DataLimitExceeded where a limit is set and the result is larger', async () => {
    const { state } = await run(
      task(),
      {},
      [reached, { type: 'TaskSucceeded', output: 'x'.repeat(100) }],
      { payloadLimit: 100 },
    );
    expect(state.failure).toEqual({
      error: 'States.DataLimitExceeded',
      cause:
        "The state/task 'T' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });

  it.each([
    ['a literal', {}, { RoleArn: 'arn:aws:iam::1:role/a' }],
    ['a path', {}, { 'RoleArn.$': '$.role' }],
    ['an intrinsic', {}, { 'RoleArn.$': "States.Format('arn:aws:iam::{}:role/a', $.n)" }],
    [
      'an expression',
      { QueryLanguage: 'JSONata', Parameters: undefined },
      { RoleArn: '{% $states.input.role %}' },
    ],
  ])('calls under the role of its Credentials, by %s', async (_, fields, Credentials) => {
    const roleArn = 'arn:aws:iam::1:role/a';
    const input = { role: roleArn, n: 1 };
    const { commands, history } = await run(task({ ...fields, Credentials }), input);
    expect(commands).toMatchObject([{ type: 'StartTask', roleArn }]);
    expect(history[0]?.details).toMatchObject({ taskCredentials: { roleArn } });
  });

  it('keeps the role for calls about its job', async () => {
    const roleArn = 'arn:aws:iam::1:role/a';
    const Resource = 'arn:aws:states:::glue:startJobRun.sync';
    const { state } = await run(task({ Resource, Credentials: { RoleArn: roleArn } }), {});
    expect(state.current?.waiting).toMatchObject({ for: 'task', attempt: 1, roleArn });
  });

  it('fails where the role is no text', async () => {
    const { state } = await run(task({ Credentials: { 'RoleArn.$': '$.role' } }), { role: 1 });
    expect(state.failure).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining("'RoleArn' of Credentials must be a STRING but was: 1"),
    });
  });
});
