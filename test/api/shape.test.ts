import { describe, expect, it } from 'vitest';
import { ApiWorld } from './api-world.ts';

const world = new ApiWorld();
const list = (input: Record<string, string | number | boolean | null | object>) =>
  world.refusal('ListExecutions', JSON.stringify(input));

describe('input that breaks the shape', () => {
  it('is told every broken rule at once', async () => {
    expect(await world.refusal('CreateStateMachine', { type: 'FAST' })).toBe(
      "ValidationException: 4 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; Value null at 'definition' failed to satisfy constraint: Member must not be null; Value null at 'roleArn' failed to satisfy constraint: Member must not be null; Value 'FAST' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]",
    );
  });

  it('is told the values that an enum has', async () => {
    expect(await list({ stateMachineArn: 'arn:x', statusFilter: 'succeeded' })).toBe(
      "ValidationException: 1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
    );
  });

  it('is told the bounds of a number', async () => {
    expect(await list({ stateMachineArn: 'arn:x', maxResults: 1001 })).toBe(
      "ValidationException: 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    );
    expect(await list({ stateMachineArn: 'arn:x', maxResults: -1 })).toContain(
      'Member must have value greater than or equal to 0',
    );
  });

  it('is told the length of a text, and a long text is shown in part', async () => {
    const message = await list({ stateMachineArn: 'x'.repeat(5000) });
    expect(message).toContain('Member must have length less than or equal to 256');
    expect(message.length).toBeLessThan(1500);
  });

  it.each([
    [{ stateMachineArn: 5 }, 'NUMBER_VALUE can not be converted to a String'],
    [{ stateMachineArn: ['a'] }, 'Unrecognized collection type class java.lang.String'],
    [{ stateMachineArn: {} }, 'Start of structure or map found where not expected'],
    [{ maxResults: '5' }, 'STRING_VALUE can not be converted to an Integer'],
  ])('of the wrong type is not read at all: %j', async (input, message) => {
    expect(await list(input)).toBe(`SerializationException: ${message}`);
  });

  it('ignores members that it does not know, and takes null for absent', async () => {
    expect(await world.call('ListStateMachines', { __proto__x: 1, nextToken: null })).toEqual({
      stateMachines: [],
    });
  });
});
