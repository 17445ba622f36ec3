import { describe, expect, it } from 'vitest';
import { executionNameOf, startByEvent, startByPath } from '../../core/api/start-endpoint.ts';
import { ApiWorld, WAIT } from './api-world.ts';

const ARN = 'arn:aws:states:us-east-1:123456789012:execution:m:order-1';

async function worldWithMachine(payloadLimit?: number): Promise<ApiWorld> {
  const world = new ApiWorld(payloadLimit);
  await world.createMachine('m', WAIT);
  return world;
}

const request = { stateMachine: 'm', body: '{"a":1}', idempotencyKey: 'order-1' };

describe('POST /stateMachines/{name}/executions', () => {
  it('answers 201 with the ARN, and the same to a repetition', async () => {
    const { context } = await worldWithMachine();
    const first = await startByPath(context, request);
    expect(first).toEqual({
      status: 201,
      headers: {
        'content-type': 'application/json',
        location: `/executions/${encodeURIComponent(ARN)}`,
      },
      body: JSON.stringify({ executionArn: ARN, startDate: '2026-01-01T00:00:00.250Z' }),
    });
    expect(await startByPath(context, request)).toEqual(first);
  });

  it('starts by a version', async () => {
    const world = await worldWithMachine();
    const stateMachineArn = ARN.replace('execution:m:order-1', 'stateMachine:m');
    await world.call('PublishStateMachineVersion', { stateMachineArn });
    expect((await startByPath(world.context, { ...request, stateMachine: 'm:1' })).status).toBe(
      201,
    );
    expect((await startByPath(world.context, { ...request, stateMachine: 'm:2' })).status).toBe(
      404,
    );
    expect(await world.call('DescribeExecution', { executionArn: ARN })).toMatchObject({
      stateMachineVersionArn: `${stateMachineArn}:1`,
    });
  });

  it('answers 409 while the machine is being deleted', async () => {
    const world = await worldWithMachine();
    await world.context.runtime.ports.machines.markDeleting('m');
    const { status, body } = await startByPath(world.context, request);
    expect({ status, ...JSON.parse(body) }).toMatchObject({
      status: 409,
      type: 'urn:treadle:StateMachineDeleting',
    });
  });

  it('takes an empty body for {}, and makes up a name without a key', async () => {
    const world = await worldWithMachine();
    const { status, body } = await startByPath(world.context, { stateMachine: 'm', body: '' });
    expect(status).toBe(201);
    const { executionArn } = JSON.parse(body);
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({ input: '{}' });
  });

  it.each([
    [404, { stateMachine: 'none' }, 'StateMachineDoesNotExist'],
    [409, { body: '{"a":2}' }, 'ExecutionAlreadyExists'],
    [400, { body: '{"a"' }, 'InvalidExecutionInput'],
    [400, { idempotencyKey: 'a b' }, 'InvalidName'],
    [413, { body: JSON.stringify('x'.repeat(100)) }, 'InputTooLarge'],
  ])('answers %i as a problem to %j', async (status, change, code) => {
    const { context } = await worldWithMachine(100);
    await startByPath(context, request);
    const answer = await startByPath(context, { ...request, ...change });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({ type: `urn:treadle:${code}`, status });
  });
});

describe('an event', () => {
  it('starts an execution once, however often it comes', async () => {
    const world = await worldWithMachine();
    const event = { stateMachine: 'm', id: 'order-1', input: { a: 1 } };
    expect(await startByEvent(world.context, event)).toBe(ARN);
    expect(await startByEvent(world.context, event)).toBe(ARN);
    await world.run();
    expect(await startByEvent(world.context, event)).toBeUndefined();
  });

  it('may name the state machine by its ARN, and one that is not there is an error', async () => {
    const { context } = await worldWithMachine();
    const stateMachine = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';
    expect(await startByEvent(context, { stateMachine, id: 'order-1', input: 1 })).toBe(ARN);
    await expect(
      startByEvent(context, { stateMachine: 'none', id: 'x', input: 1 }),
    ).rejects.toThrow('State Machine Does Not Exist');
  });

  it('has an id that becomes a name, and different ids stay different', () => {
    expect(executionNameOf('6a7e8feb-b491-4cf7-a9f1-bf3703467718')).toBe(
      '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    );
    expect(executionNameOf('a/b')).toMatch(/^a_b-[0-9a-f]{16}$/);
    expect(executionNameOf('a/b')).not.toBe(executionNameOf('a:b'));
    expect(executionNameOf('x'.repeat(200))).toHaveLength(80);
  });
});
