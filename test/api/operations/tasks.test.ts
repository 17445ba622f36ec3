import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld } from '../api-world.ts';

const ARN = 'arn:aws:states:us-east-1:123456789012:activity:review';

let world: ApiWorld;
beforeEach(() => {
  world = new ApiWorld();
});

async function startReview(task: object = {}, input: object = { n: 1 }): Promise<string> {
  const machine = await world.createMachine('m', {
    StartAt: 'Review',
    States: { Review: { Type: 'Task', Resource: ARN, End: true, ...task } },
  });
  const execution = await world.start(machine, { ...input });
  await world.runUntil(world.now);
  return execution;
}

async function fetchToken(workerName = 'w'): Promise<string | null> {
  const task = await world.call('GetActivityTask', { activityArn: ARN, workerName });
  return task.taskToken as string | null;
}

async function typesOf(executionArn: string): Promise<unknown[]> {
  const { events } = await world.call('GetExecutionHistory', { executionArn });
  return (events as { type: string }[]).map(({ type }) => type);
}

describe('activities', () => {
  it('are made, shown, listed and deleted', async () => {
    const made = await world.call('CreateActivity', { name: 'review' });
    expect(made).toEqual({ activityArn: ARN, creationDate: world.now / 1000 });
    world.now += 5;
    expect(await world.call('CreateActivity', { name: 'review' })).toEqual(made);
    expect(await world.call('DescribeActivity', { activityArn: ARN })).toEqual({
      ...made,
      name: 'review',
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    });
    expect(await world.call('ListActivities')).toEqual({
      activities: [{ ...made, name: 'review' }],
    });
    expect(await world.call('DeleteActivity', { activityArn: ARN })).toEqual({});
    expect(await world.call('DeleteActivity', { activityArn: ARN })).toEqual({});
    expect(await world.refusal('DescribeActivity', { activityArn: ARN })).toBe(
      `ActivityDoesNotExist: Activity Does Not Exist: '${ARN}'`,
    );
  });

  it('keep the encryption that they were made with, and are not made again with another', async () => {
    const encryptionConfiguration = {
      type: 'CUSTOMER_MANAGED_KMS_KEY',
      kmsKeyId: 'alias/orders',
      kmsDataKeyReusePeriodSeconds: 300,
    };
    const creation = { name: 'review', encryptionConfiguration };
    const made = await world.call('CreateActivity', creation);
    expect(await world.call('CreateActivity', creation)).toEqual(made);
    expect(await world.call('DescribeActivity', { activityArn: ARN })).toMatchObject({
      encryptionConfiguration,
    });
    const others: JsonObject[] = [
      { name: 'review' },
      { name: 'review', encryptionConfiguration: { type: 'AWS_OWNED_KEY' } },
      { ...creation, encryptionConfiguration: { ...encryptionConfiguration, kmsKeyId: 'other' } },
    ];
    for (const other of others) {
      expect(await world.refusal('CreateActivity', other)).toBe(
        `ActivityAlreadyExists: Activity Already Exists: '${ARN}'`,
      );
    }
  });

  it('are not encrypted by a key that is not named', async () => {
    const encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY' };
    expect(
      await world.refusal('CreateActivity', { name: 'review', encryptionConfiguration }),
    ).toMatch(/^InvalidEncryptionConfiguration: .* kmsKeyId must be given/);
  });

  it('refuse an ARN of something else', async () => {
    const activityArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';
    expect(await world.refusal('GetActivityTask', { activityArn })).toBe(
      "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'",
    );
  });

  it('hand each task to one worker, the oldest first', async () => {
    await world.call('CreateActivity', { name: 'review' });
    const machine = await world.createMachine('m', {
      StartAt: 'Review',
      States: { Review: { Type: 'Task', Resource: ARN, End: true } },
    });
    for (const n of [1, 2, 3]) {
      await world.start(machine, { n }, `run-${n}`);
      await world.runUntil(world.now);
      world.now += 10;
    }
    const fetched = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        world.call('GetActivityTask', { activityArn: ARN, workerName: `w${n}` }),
      ),
    );
    const inputs = fetched.flatMap(({ input }) => (input === undefined ? [] : [String(input)]));
    expect(inputs.sort()).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
    expect(fetched.filter(({ taskToken }) => taskToken === null)).toHaveLength(1);
  });

  it('have a history of their own', async () => {
    await world.call('CreateActivity', { name: 'review' });
    const execution = await startReview();
    const taskToken = await fetchToken();
    await world.call('SendTaskSuccess', { taskToken, output: '"done"' });
    await world.run();
    expect(await typesOf(execution)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'ActivityScheduled',
      'ActivityStarted',
      'ActivitySucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('count their time from when a worker has the task', async () => {
    await world.call('CreateActivity', { name: 'review' });
    const execution = await startReview({ TimeoutSeconds: 10 });
    world.now += 1_000_000;
    await fetchToken();
    const taken = world.now;
    await world.run();
    expect(world.now - taken).toBe(10_000);
    expect(await typesOf(execution)).toContain('ActivityTimedOut');
  });

  it('fail the execution where they do not exist', async () => {
    const execution = await startReview();
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn: execution })).toMatchObject({
      error: 'States.Runtime',
      cause: `An error occurred while executing the state 'Review' (entered at the event id #2). The activity ${ARN} does not exist.`,
    });
  });
});

describe('the answers of a worker', () => {
  let execution: string;
  let taskToken: string | null;
  beforeEach(async () => {
    await world.call('CreateActivity', { name: 'review' });
    execution = await startReview({ HeartbeatSeconds: 60 });
    taskToken = await fetchToken();
  });

  const over = "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'";

  it('end the task', async () => {
    expect(await world.call('SendTaskSuccess', { taskToken, output: '{"a": 1}' })).toEqual({});
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn: execution })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"a": 1}',
    });
  });

  it('fail the task', async () => {
    await world.call('SendTaskFailure', { taskToken, error: 'No', cause: 'why' });
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn: execution })).toMatchObject({
      status: 'FAILED',
      error: 'No',
      cause: 'why',
    });
  });

  it('count once, and not when they come late', async () => {
    await world.call('SendTaskSuccess', { taskToken, output: '1' });
    expect(await world.refusal('SendTaskSuccess', { taskToken, output: '2' })).toBe(over);
    await world.run();
    expect(await world.refusal('SendTaskFailure', { taskToken })).toBe(over);
    expect(await world.refusal('SendTaskHeartbeat', { taskToken })).toBe(over);
    expect(await world.call('DescribeExecution', { executionArn: execution })).toMatchObject({
      output: '1',
    });
  });

  it('count once of two that come together', async () => {
    const answers = await Promise.all(
      ['1', '2'].map((output) => world.request('SendTaskSuccess', { taskToken, output })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('put off the end of the task while it is alive', async () => {
    const taken = world.now;
    for (let beats = 0; beats < 3; beats++) {
      await world.runUntil(world.now + 50_000);
      world.now = taken + (beats + 1) * 50_000;
      expect(await world.call('SendTaskHeartbeat', { taskToken })).toEqual({});
    }
    await world.run();
    expect(world.now - taken).toBe(210_000);
    expect(await world.call('DescribeExecution', { executionArn: execution })).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
    expect(await world.refusal('SendTaskHeartbeat', { taskToken })).toBe(over);
  });

  it('are refused with a token that nobody gave out', async () => {
    const invalid = "InvalidToken: Invalid Token: 'Invalid token'";
    expect(await world.refusal('SendTaskSuccess', { taskToken: 'x', output: '1' })).toBe(invalid);
    expect(await world.refusal('SendTaskHeartbeat', { taskToken: `${taskToken}A` })).toBe(invalid);
  });

  it('are refused with an output that is no JSON', async () => {
    expect(await world.refusal('SendTaskSuccess', { taskToken, output: '{' })).toMatch(
      /^InvalidOutput: Invalid Output: '/,
    );
    expect(await world.call('SendTaskSuccess', { taskToken, output: '{}' })).toEqual({});
  });
});
