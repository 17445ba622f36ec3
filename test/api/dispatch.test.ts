import { describe, expect, it } from 'vitest';
import { dispatch } from '../../core/api/dispatch.ts';
import { ApiWorld } from './api-world.ts';

describe('dispatch', () => {
  it('refuses an operation that it does not know', async () => {
    const world = new ApiWorld();
    for (const target of [
      'AWSStepFunctions.Dance',
      'DynamoDB_20120810.GetItem',
      'toString',
      undefined,
    ]) {
      const { status, body } = await dispatch(world.context, target, '{}');
      expect(status).toBe(400);
      expect(JSON.parse(body).__type).toBe('com.amazon.coral.service#UnknownOperationException');
    }
    expect(await world.refusal('toString')).toMatch(/^UnknownOperationException/);
  });

  it('names the error in __type as SDKs read it', async () => {
    const { status, body } = await new ApiWorld().request('DescribeStateMachine', {
      stateMachineArn: 'nonsense',
    });
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({
      __type: 'com.amazonaws.swf.service.v2.model#InvalidArn',
      message: "Invalid Arn: 'Invalid ARN prefix: nonsense'",
    });
  });

  it.each(['', 'no json', '[]', `${'['.repeat(600)}${']'.repeat(600)}`])(
    'refuses a body that is no JSON object: %.20s',
    async (body) => {
      expect(await new ApiWorld().refusal('ListStateMachines', body)).toMatch(
        /^SerializationException: ./,
      );
    },
  );

  it('hides a fault of its own from the client and hands it to the caller', async () => {
    const world = new ApiWorld();
    const { runtime } = world.context;
    const list = () => Promise.reject(new Error('the table is gone'));
    const ports = { ...runtime.ports, machines: { ...runtime.ports.machines, list } };
    const context = { ...world.context, runtime: { ...runtime, ports } };
    const { status, body, fault } = await dispatch(
      context,
      'AWSStepFunctions.ListStateMachines',
      '{}',
    );
    expect(status).toBe(500);
    expect(body).not.toContain('table');
    expect(fault).toEqual(new Error('the table is gone'));
  });
});
