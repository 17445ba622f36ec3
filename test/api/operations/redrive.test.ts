import { beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../core/json.ts';
import { ApiWorld } from '../api-world.ts';

const ACTIVITY = 'arn:aws:states:us-east-1:123456789012:activity:work';
const DAY = 86_400_000;

const work = (rest: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: ACTIVITY,
  Parameters: { 'input.$': '$', 'execution.$': '$$.Execution', 'state.$': '$$.State' },
  End: true,
  ...rest,
});
const branch = (name: string): JsonObject => ({ StartAt: name, States: { [name]: work() } });
const machine = (state: JsonObject): JsonObject => ({ StartAt: 'S', States: { S: state } });

let world: ApiWorld;
beforeEach(async () => {
  world = new ApiWorld();
  await world.call('CreateActivity', { name: 'work' });
});

async function begin(definition: JsonObject, input: Json = {}): Promise<string> {
  const arn = await world.start(await world.createMachine('m', definition), input);
  await world.runUntil(world.now);
  return arn;
}

/** Fetches a task: its token, and what its state saw. */
async function fetch(): Promise<{ token: string; name: string; seen: JsonObject }> {
  world.now += 1;
  const { taskToken, input } = await world.call('GetActivityTask', { activityArn: ACTIVITY });
  const seen = JSON.parse(String(input)) as JsonObject;
  return { token: String(taskToken), name: String((seen.state as JsonObject).Name), seen };
}

/** Lets time pass. */
async function pass(ms: number): Promise<void> {
  world.now += ms;
  await world.runUntil(world.now);
}

async function fail(token: string): Promise<void> {
  world.now += 1;
  await world.call('SendTaskFailure', { taskToken: token, error: 'Broken', cause: 'why' });
  await world.runUntil(world.now);
}

async function succeed(token: string, output: Json = {}): Promise<void> {
  world.now += 1;
  await world.call('SendTaskSuccess', { taskToken: token, output: JSON.stringify(output) });
  await world.runUntil(world.now);
}

async function redrive(executionArn: string, clientToken = 'token'): Promise<number> {
  world.now += 1000;
  const { redriveDate } = await world.call('RedriveExecution', { executionArn, clientToken });
  await world.runUntil(world.now);
  return Number(redriveDate);
}

const describeExecution = (executionArn: string) =>
  world.call('DescribeExecution', { executionArn });

async function historyOf(executionArn: string): Promise<string[]> {
  const { events } = await world.call('GetExecutionHistory', { executionArn });
  return (events as JsonObject[]).map(({ id, previousEventId, type }) => {
    return `${id} ${type} ${previousEventId}`;
  });
}

describe('RedriveExecution', () => {
  it('runs a Task again from its entry, with its retries and the context anew', async () => {
    const Retry = [{ ErrorEquals: ['Broken'], IntervalSeconds: 1, MaxAttempts: 1 }];
    const arn = await begin(machine(work({ Retry })));
    await fail((await fetch()).token);
    await pass(1000);
    const second = await fetch();
    expect((second.seen.state as JsonObject).RetryCount).toBe(1);
    await fail(second.token);
    expect(await describeExecution(arn)).toMatchObject({
      status: 'FAILED',
      error: 'Broken',
      redriveCount: 0,
      redriveStatus: 'REDRIVABLE',
    });
    const date = await redrive(arn);
    const running = await describeExecution(arn);
    expect(running).toMatchObject({
      status: 'RUNNING',
      redriveCount: 1,
      redriveDate: date,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    });
    expect(running).not.toHaveProperty('stopDate');
    expect(running).not.toHaveProperty('error');
    expect(
      await world.refusal('SendTaskSuccess', { taskToken: second.token, output: '{}' }),
    ).toMatch(/^TaskTimedOut/);
    const third = await fetch();
    expect(third.seen).toMatchObject({
      state: {
        RetryCount: 0,
        EnteredTime: (second.seen.state as JsonObject).EnteredTime as string,
      },
      execution: { RedriveCount: 1, RedriveTime: new Date(date * 1000).toISOString() },
    });
    await succeed(third.token);
    expect(await historyOf(arn)).toEqual([
      '1 ExecutionStarted 0',
      '2 TaskStateEntered 0',
      '3 ActivityScheduled 2',
      '4 ActivityStarted 3',
      '5 ActivityFailed 4',
      '6 ActivityScheduled 5',
      '7 ActivityStarted 6',
      '8 ActivityFailed 7',
      '9 ExecutionFailed 8',
      '10 ExecutionRedriven 9',
      '11 ActivityScheduled 2',
      '12 ActivityStarted 11',
      '13 ActivitySucceeded 12',
      '14 TaskStateExited 13',
      '15 ExecutionSucceeded 14',
    ]);
    const listed = await world.call('ListExecutions', {
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m',
    });
    expect(listed.executions).toMatchObject([
      { status: 'SUCCEEDED', redriveCount: 1, redriveDate: date },
    ]);
  });

  it('runs only those branches of a Parallel again that have failed or were stopped', async () => {
    const Branches = ['A', 'B', 'C'].map(branch);
    const arn = await begin(machine({ Type: 'Parallel', Branches, End: true }));
    const tasks = [await fetch(), await fetch(), await fetch()];
    const tokenOf = (name: string) => tasks.find((task) => task.name === name)?.token ?? '';
    await succeed(tokenOf('A'), 'kept');
    await fail(tokenOf('B'));
    await redrive(arn);
    const stale = { taskToken: tokenOf('C'), output: '{}' };
    expect(await world.refusal('SendTaskSuccess', stale)).toMatch(/^TaskTimedOut/);
    const again = [await fetch(), await fetch()];
    expect(again.map(({ name }) => name).sort()).toEqual(['B', 'C']);
    for (const { token, name } of again) await succeed(token, `${name} mended`);
    expect((await describeExecution(arn)).output).toBe('["kept","B mended","C mended"]');
    const history = await historyOf(arn);
    const since = history.findIndex((line) => line.includes('ExecutionRedriven'));
    const entered = history.filter((line) => / TaskStateEntered /.test(line));
    const [, b = '', c = ''] = entered.map((line) => line.split(' ')[0]);
    const n = since + 1;
    expect(history.slice(since)).toEqual([
      `${n} ExecutionRedriven ${n - 1}`,
      `${n + 1} ActivityScheduled ${b}`,
      `${n + 2} ActivityScheduled ${c}`,
      `${n + 3} ActivityStarted ${n + 1}`,
      `${n + 4} ActivityStarted ${n + 2}`,
      `${n + 5} ActivitySucceeded ${n + 3}`,
      `${n + 6} TaskStateExited ${n + 5}`,
      `${n + 7} ActivitySucceeded ${n + 4}`,
      `${n + 8} TaskStateExited ${n + 7}`,
      `${n + 9} ParallelStateSucceeded ${n + 8}`,
      `${n + 10} ParallelStateExited ${n + 8}`,
      `${n + 11} ExecutionSucceeded ${n + 10}`,
    ]);
  });

  it('runs a failed iteration of a Map again, then those that had not started', async () => {
    const ItemProcessor = branch('Item');
    const arn = await begin(
      machine({ Type: 'Map', ItemsPath: '$', MaxConcurrency: 1, ItemProcessor, End: true }),
      [0, 1, 2],
    );
    await succeed((await fetch()).token, 'first');
    await fail((await fetch()).token);
    await redrive(arn);
    await succeed((await fetch()).token, 'second');
    await succeed((await fetch()).token, 'third');
    expect((await describeExecution(arn)).output).toBe('["first","second","third"]');
    const history = await historyOf(arn);
    const since = history.findIndex((line) => line.includes('ExecutionRedriven'));
    const n = since + 1;
    const entered = history.filter((line) => / TaskStateEntered /.test(line))[1]?.split(' ')[0];
    expect(history.slice(since)).toEqual([
      `${n} ExecutionRedriven ${n - 1}`,
      `${n + 1} ActivityScheduled ${entered}`,
      `${n + 2} ActivityStarted ${n + 1}`,
      `${n + 3} ActivitySucceeded ${n + 2}`,
      `${n + 4} TaskStateExited ${n + 3}`,
      `${n + 5} MapIterationSucceeded ${n + 4}`,
      `${n + 6} MapIterationStarted ${n + 4}`,
      `${n + 7} TaskStateEntered ${n + 6}`,
      `${n + 8} ActivityScheduled ${n + 7}`,
      `${n + 9} ActivityStarted ${n + 8}`,
      `${n + 10} ActivitySucceeded ${n + 9}`,
      `${n + 11} TaskStateExited ${n + 10}`,
      `${n + 12} MapIterationSucceeded ${n + 11}`,
      `${n + 13} MapStateSucceeded ${n + 12}`,
      `${n + 14} MapStateExited ${n + 12}`,
      `${n + 15} ExecutionSucceeded ${n + 14}`,
    ]);
  });

  it('fails again in a Fail state, without entering it again', async () => {
    const arn = await begin(machine({ Type: 'Fail', Error: 'No' }));
    await redrive(arn);
    expect(await historyOf(arn)).toEqual([
      '1 ExecutionStarted 0',
      '2 FailStateEntered 0',
      '3 ExecutionFailed 2',
      '4 ExecutionRedriven 3',
      '5 ExecutionFailed 4',
    ]);
    expect(await describeExecution(arn)).toMatchObject({ status: 'FAILED', redriveCount: 1 });
  });

  it('goes on after a stop', async () => {
    const arn = await begin(machine(work()));
    await world.call('StopExecution', { executionArn: arn });
    await redrive(arn);
    await succeed((await fetch()).token);
    expect((await describeExecution(arn)).status).toBe('SUCCEEDED');
  });

  it('gives a machine its whole time again', async () => {
    const arn = await begin({ ...machine(work()), TimeoutSeconds: 60 });
    await pass(60_000);
    expect((await describeExecution(arn)).status).toBe('TIMED_OUT');
    await redrive(arn);
    await pass(59_000);
    expect((await describeExecution(arn)).status).toBe('RUNNING');
    await pass(1_000);
    expect((await describeExecution(arn)).status).toBe('TIMED_OUT');
  });

  it('waits the whole time again, and not at all for a time that is past', async () => {
    const until = new Date(world.now + 30_000).toISOString();
    const arn = await begin({
      StartAt: 'A',
      States: {
        A: { Type: 'Wait', Seconds: 20, Next: 'B' },
        B: { Type: 'Wait', Timestamp: until, End: true },
      },
    });
    await pass(10_000);
    await world.call('StopExecution', { executionArn: arn });
    const begun = await redrive(arn);
    await world.run();
    expect(await describeExecution(arn)).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: begun + 20,
    });
  });

  it('evaluates a Choice again', async () => {
    const Choices = [{ Variable: '$.n', NumericEquals: 1, Next: 'Done' }];
    const S = { Type: 'Choice', Choices };
    const Done = { Type: 'Succeed' };
    const arn = await begin({ StartAt: 'S', States: { S, Done } }, { n: 2 });
    await redrive(arn);
    expect(await historyOf(arn)).toEqual([
      '1 ExecutionStarted 0',
      '2 ChoiceStateEntered 0',
      '3 ExecutionFailed 2',
      '4 ExecutionRedriven 3',
      '5 ExecutionFailed 4',
    ]);
  });

  it('answers the same token the same, whatever has become of the execution', async () => {
    const arn = await begin(machine(work()));
    await fail((await fetch()).token);
    const a = await redrive(arn, 'a');
    expect(await redrive(arn, 'a')).toBe(a);
    const other = { executionArn: arn, clientToken: 'b' };
    expect(await world.refusal('RedriveExecution', other)).toBe(
      `ExecutionNotRedrivable: Execution ${arn} invalid for redrive as: Execution is RUNNING and cannot be redriven`,
    );
    await fail((await fetch()).token);
    expect(await redrive(arn, 'a')).toBe(a);
    expect((await describeExecution(arn)).status).toBe('FAILED');
    const b = await redrive(arn, 'b');
    expect(b).toBeGreaterThan(a);
    expect(await redrive(arn, 'a')).toBe(a);
    await succeed((await fetch()).token);
    expect(await redrive(arn, 'b')).toBe(b);
    expect(await world.refusal('RedriveExecution', { executionArn: arn })).toBe(
      `ExecutionNotRedrivable: Execution ${arn} invalid for redrive as: Execution is SUCCEEDED and cannot be redriven`,
    );
  });

  it('forgets a token after a quarter of an hour, and all but the last ten', async () => {
    const arn = await begin(machine({ Type: 'Fail' }));
    const first = await redrive(arn, 'first');
    world.now += 16 * 60_000;
    expect(await redrive(arn, 'first')).toBeGreaterThan(first);
    for (let n = 0; n < 10; n++) await redrive(arn, `token-${n}`);
    await redrive(arn, 'first');
    expect((await describeExecution(arn)).redriveCount).toBe(13);
  });

  it('is refused two weeks after the end, and without the state machine', async () => {
    const arn = await begin(machine({ Type: 'Fail' }));
    world.now += 14 * DAY;
    expect((await describeExecution(arn)).redriveStatus).toBe('REDRIVABLE');
    world.now += 1;
    expect(await describeExecution(arn)).toMatchObject({
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution redrivable period exceeded',
    });
    await world.call('DeleteStateMachine', {
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m',
    });
    expect(await world.refusal('RedriveExecution', { executionArn: arn })).toBe(
      `ExecutionNotRedrivable: Execution ${arn} invalid for redrive as: State machine is in DELETING status`,
    );
  });

  it('goes by the definition that the execution began with', async () => {
    const arn = await begin(machine(work()));
    await fail((await fetch()).token);
    await world.call('UpdateStateMachine', {
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m',
      definition: JSON.stringify(machine({ Type: 'Pass', End: true })),
    });
    await redrive(arn);
    await succeed((await fetch()).token);
    expect((await describeExecution(arn)).status).toBe('SUCCEEDED');
  });

  it('knows neither executions that are none nor filters that AWS refuses', async () => {
    const missing = 'arn:aws:states:us-east-1:123456789012:execution:m:none';
    expect(await world.refusal('RedriveExecution', { executionArn: missing })).toBe(
      `ExecutionDoesNotExist: Execution Does Not Exist: '${missing}'`,
    );
    const express = missing.replace(':execution:', ':express:');
    expect(await world.refusal('RedriveExecution', { executionArn: express })).toBe(
      "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'",
    );
    const stateMachineArn = await world.createMachine();
    const filtered = { stateMachineArn, redriveFilter: 'REDRIVEN' };
    expect(await world.refusal('ListExecutions', filtered)).toBe(
      'ValidationException: RedriveFilter cannot be applied to ListExecutions call with StateMachine ARN',
    );
  });
});
