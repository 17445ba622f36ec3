import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { parseMockConfig } from '../../core/local/mock-config.ts';
import { ApiWorld, ROLE } from './api-world.ts';

const task = (Resource: string, rest: JsonObject = {}): JsonObject => ({
  StartAt: 'Call',
  States: { Call: { Type: 'Task', Resource, ...rest, End: true } },
});
const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:none';
const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 5 }];
const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Call' }];

function worldWith(responses: JsonObject): ApiWorld {
  const world = new ApiWorld();
  world.context.runtime.ports.mocks = parseMockConfig(
    JSON.stringify({
      StateMachines: { m: { TestCases: { Case: { Call: 'R' }, Other: {} } } },
      MockedResponses: { R: responses },
    }),
  );
  return world;
}

/** How an execution ends that a test case runs. */
async function ended(world: ApiWorld, definition: JsonObject, input: Json = {}) {
  const machine = await world.createMachine('m', definition);
  const executionArn = await world.start(`${machine}#Case`, input);
  await world.run();
  return world.call('DescribeExecution', { executionArn });
}

describe('a test case', () => {
  it('answers attempt by attempt', async () => {
    const world = worldWith({
      '0-1': { Throw: { Error: 'Busy', Cause: 'try again' } },
      '2': { Return: { done: true } },
    });
    const end = await ended(world, task(LAMBDA, { Retry }));
    expect(end).toMatchObject({ status: 'SUCCEEDED', output: '{"done":true}' });
    const { events } = await world.call('GetExecutionHistory', {
      executionArn: String(end.executionArn),
    });
    const types = (events as { type: string }[]).map(({ type }) => type);
    expect(types.filter((type) => type === 'LambdaFunctionFailed')).toHaveLength(2);
    expect(types.filter((type) => type === 'LambdaFunctionScheduled')).toHaveLength(3);
  });

  it.each([
    LAMBDA,
    'arn:aws:states:::lambda:invoke',
    'arn:aws:states:::ecs:runTask.sync',
    'arn:aws:states:::states:startExecution.sync:2',
    'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    'arn:aws:states:::aws-sdk:mediatailor:listChannels',
    'arn:aws:states:us-east-1:123456789012:activity:work',
  ])('answers for %s', async (resource) => {
    const world = worldWith({ '0': { Return: [1, { a: null }] } });
    await world.call('CreateActivity', { name: 'work' });
    const parameters: JsonObject = resource.includes('waitForTaskToken')
      ? { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token' } }
      : {};
    const end = await ended(world, task(resource, { Parameters: parameters }));
    expect(end).toMatchObject({ status: 'SUCCEEDED', output: '[1,{"a":null}]' });
  });

  it('holds in the children of an execution, and counts the attempts of each by itself', async () => {
    const world = worldWith({ '0': { Throw: { Error: 'Busy' } }, '1': { Return: 'ok' } });
    const end = await ended(
      world,
      {
        StartAt: 'Each',
        States: {
          Each: {
            Type: 'Map',
            ItemProcessor: task(LAMBDA, { Retry }),
            End: true,
          },
        },
      },
      [1, 2, 3],
    );
    expect(end).toMatchObject({ status: 'SUCCEEDED', output: '["ok","ok","ok"]' });
  });

  it('fails, whatever the machine catches, at an attempt without a response', async () => {
    const world = worldWith({ '0': { Throw: { Error: 'Busy' } } });
    const end = await ended(world, task(LAMBDA, { Retry, Catch }));
    expect(end).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(end.cause).toMatch(/^There is no mocked response for attempt 1, only for 0: /);
  });

  it('leaves a state that it does not name to its service', async () => {
    const world = worldWith({ '0': { Return: 1 } });
    const machine = await world.createMachine(
      'm',
      task('arn:aws:states:::sqs:sendMessage', { Parameters: { QueueUrl: 'q', MessageBody: 'm' } }),
    );
    const executionArn = await world.start(`${machine}#Other`);
    await world.run();
    const { status, output } = await world.call('DescribeExecution', { executionArn });
    expect(status).toBe('SUCCEEDED');
    expect(output).toContain('SdkHttpMetadata');
  });

  it('is refused where the machine has none of that name', async () => {
    const world = worldWith({ '0': { Return: 1 } });
    const machine = await world.createMachine('m', task(LAMBDA));
    expect(await world.refusal('StartExecution', { stateMachineArn: `${machine}#None` })).toBe(
      `InvalidArn: Invalid Arn: 'Invalid ARN: ${machine}#None: the mock configuration has no test case 'None' for the state machine 'm''`,
    );
  });

  it('is another start than the same name without it', async () => {
    const world = worldWith({ '0': { Return: 1 } });
    const machine = await world.createMachine('m', task(LAMBDA));
    await world.start(`${machine}#Case`);
    await world.start(`${machine}#Case`);
    const again = { stateMachineArn: machine, name: 'run' };
    expect(await world.refusal('StartExecution', again)).toMatch(/^ExecutionAlreadyExists/);
  });

  it('runs an Express execution, awaited or not', async () => {
    const world = worldWith({ '0': { Return: 'mocked' } });
    const { stateMachineArn } = await world.call('CreateStateMachine', {
      name: 'm',
      definition: JSON.stringify(task(LAMBDA)),
      roleArn: ROLE,
      type: 'EXPRESS',
    });
    const asked = { stateMachineArn: `${stateMachineArn}#Case` };
    expect(await world.call('StartSyncExecution', asked)).toMatchObject({ output: '"mocked"' });
    await world.call('StartExecution', asked);
    expect(world.expressStarts).toMatchObject([{ machine: 'm', testCase: 'Case' }]);
  });
});
