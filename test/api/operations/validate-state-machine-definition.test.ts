import { describe, expect, it } from 'vitest';
import { ApiWorld, PASS, ROLE } from '../api-world.ts';

const OPERATION = 'ValidateStateMachineDefinition';
const loop = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } };
const doubtful = { StartAt: 'A', States: { A: { Type: 'Fail', Cause: '$.cause' } } };

function validating(definition: unknown, fields = {}) {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  return new ApiWorld().call(OPERATION, { definition: text, ...fields });
}

describe(OPERATION, () => {
  it('finds nothing in a good definition', async () => {
    expect(await validating(PASS)).toEqual({ result: 'OK', diagnostics: [], truncated: false });
  });

  it('tells each problem with its code and its place', async () => {
    expect(await validating('{}')).toEqual({
      result: 'FAIL',
      diagnostics: [
        {
          severity: 'ERROR',
          code: 'SCHEMA_VALIDATION_FAILED',
          message: 'These fields are required: [States, StartAt]',
          location: '/',
        },
      ],
      truncated: false,
    });
  });

  it('gives no place to a problem of the whole machine', async () => {
    expect(await validating(loop)).toMatchObject({
      diagnostics: [
        { severity: 'ERROR', code: 'MISSING_END_STATE', message: 'Workflow has no terminal state' },
      ],
    });
    expect(JSON.stringify(await validating(loop))).not.toContain('location');
  });

  it('tells warnings only when asked, and does not fail for them', async () => {
    expect(await validating(doubtful)).toMatchObject({ result: 'OK', diagnostics: [] });
    expect(await validating(doubtful, { severity: 'ERROR' })).toMatchObject({ diagnostics: [] });
    expect(await validating(doubtful, { severity: 'WARNING' })).toMatchObject({
      result: 'OK',
      diagnostics: [{ severity: 'WARNING', code: 'NO_PATH', location: '/States/A/Cause' }],
    });
  });

  it('knows what Express machines may not do', async () => {
    const activity = {
      Type: 'Task',
      Resource: 'arn:aws:states:us-east-1:123456789012:activity:a',
      End: true,
    };
    const definition = { StartAt: 'A', States: { A: activity } };
    expect(await validating(definition)).toMatchObject({ result: 'OK' });
    expect(await validating(definition, { type: 'EXPRESS' })).toMatchObject({ result: 'FAIL' });
  });

  it('tells at most as many as it is asked for, and never more than 100', async () => {
    const fields = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`f${i}`, i]));
    const definition = { StartAt: 'A', States: { A: { Type: 'Succeed', ...fields } } };
    const told = async (maxResults?: number) => {
      const answer = await validating(definition, maxResults === undefined ? {} : { maxResults });
      const { diagnostics, truncated } = answer;
      return [Array.isArray(diagnostics) && diagnostics.length, truncated];
    };
    expect(await told()).toEqual([100, true]);
    expect(await told(0)).toEqual([100, true]);
    expect(await told(7)).toEqual([7, true]);
    expect(await validating('{}', { maxResults: 1 })).toMatchObject({ truncated: false });
  });

  it.each([
    [{}, "Value null at 'definition' failed to satisfy constraint: Member must not be null"],
    [
      { definition: '{}', maxResults: 101 },
      "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
    ],
    [
      { definition: '{}', severity: 'INFO' },
      "Value 'INFO' at 'severity' failed to satisfy constraint: Member must satisfy enum value set: [ERROR, WARNING]",
    ],
  ])('refuses %j', async (input, problem) => {
    expect(await new ApiWorld().refusal(OPERATION, input)).toBe(
      `ValidationException: 1 validation error detected: ${problem}`,
    );
  });
});

describe('variableReferences', () => {
  const reading = {
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Assign: { v: 1, u: 2 }, Next: 'B' },
      B: { Type: 'Fail', ErrorPath: '$v', CausePath: '$u' },
    },
  };

  async function worldWith(definition: unknown) {
    const world = new ApiWorld();
    const input = { name: 'm', definition: JSON.stringify(definition), roleArn: ROLE };
    const { stateMachineArn = '' } = await world.call('CreateStateMachine', input);
    return { world, stateMachineArn };
  }

  it('stand in the description of a machine whose states read variables', async () => {
    const { world, stateMachineArn } = await worldWith(reading);
    const described = await world.call('DescribeStateMachine', { stateMachineArn });
    expect(described.variableReferences).toEqual({ B: ['u', 'v'] });
    const { executionArn = '' } = await world.call('StartExecution', { stateMachineArn });
    expect(await world.call('DescribeStateMachineForExecution', { executionArn })).toMatchObject({
      variableReferences: { B: ['u', 'v'] },
    });
  });

  it('are left out where none does, and where only metadata is wanted', async () => {
    const plain = await worldWith(PASS);
    const { stateMachineArn } = plain;
    expect(await plain.world.call('DescribeStateMachine', { stateMachineArn })).not.toHaveProperty(
      'variableReferences',
    );
    const { world, ...input } = await worldWith(reading);
    const metadata = { ...input, includedData: 'METADATA_ONLY' };
    expect(await world.call('DescribeStateMachine', metadata)).not.toHaveProperty(
      'variableReferences',
    );
  });
});
