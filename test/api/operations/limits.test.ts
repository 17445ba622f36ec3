/** What the API refuses for being too much, and what it shortens. */

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld, PASS, ROLE } from '../api-world.ts';

const ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';

describe('a state machine', () => {
  it('has a hundred aliases at most', async () => {
    const world = new ApiWorld();
    await world.createMachine();
    const { stateMachineVersionArn } = await world.call('PublishStateMachineVersion', {
      stateMachineArn: ARN,
    });
    const alias = (name: string): JsonObject => ({
      name,
      routingConfiguration: [
        { stateMachineVersionArn: String(stateMachineVersionArn), weight: 100 },
      ],
    });
    for (let n = 0; n < 100; n++) await world.call('CreateStateMachineAlias', alias(`a${n}`));
    expect(await world.refusal('CreateStateMachineAlias', alias('more'))).toMatch(
      /^ServiceQuotaExceededException: A state machine may have 100 aliases at most/,
    );
    expect(await world.call('CreateStateMachineAlias', alias('a7'))).toHaveProperty('creationDate');
  });

  it('has a thousand versions at most', async () => {
    const world = new ApiWorld();
    await world.createMachine();
    const publish = (n: number): JsonObject => ({
      stateMachineArn: ARN,
      definition: JSON.stringify({ ...PASS, Comment: String(n) }),
      publish: true,
    });
    for (let n = 0; n < 1000; n++) await world.call('UpdateStateMachine', publish(n));
    const refusal =
      /^ServiceQuotaExceededException: A state machine may have 1000 versions at most/;
    expect(await world.refusal('UpdateStateMachine', publish(1000))).toMatch(refusal);
    await world.call('DeleteStateMachineVersion', { stateMachineVersionArn: `${ARN}:1` });
    expect(await world.call('UpdateStateMachine', publish(1000))).toMatchObject({
      stateMachineVersionArn: `${ARN}:1001`,
    });
  });

  it.each<[JsonObject, string]>([
    [{ type: 'CUSTOMER_MANAGED_KMS_KEY' }, 'kmsKeyId must be given'],
    [{ type: 'AWS_OWNED_KEY', kmsKeyId: 'k' }, 'only'],
    [{ type: 'AWS_OWNED_KEY', kmsDataKeyReusePeriodSeconds: 60 }, 'only'],
  ])('is not encrypted by %j', async (encryptionConfiguration, problem) => {
    const creation = { name: 'm', definition: JSON.stringify(PASS), roleArn: ROLE };
    const refusal = await new ApiWorld().refusal('CreateStateMachine', {
      ...creation,
      encryptionConfiguration,
    });
    expect(refusal).toMatch(/^InvalidEncryptionConfiguration: Invalid Encryption Configuration: /);
    expect(refusal).toContain(problem);
  });
});

describe('GetExecutionHistory', () => {
  it('cuts a document that no answer has room for, and says so', async () => {
    const world = new ApiWorld();
    const machine = await world.createMachine();
    const executionArn = await world.start(machine, '"\u0000'.repeat(500_000));
    await world.run();
    let nextToken: string | undefined;
    const events: JsonObject[] = [];
    do {
      const page = await world.call('GetExecutionHistory', {
        executionArn,
        ...(nextToken !== undefined && { nextToken }),
      });
      expect(Buffer.byteLength(JSON.stringify(JSON.stringify(page)))).toBeLessThan(6_291_556);
      if (Array.isArray(page.events)) events.push(...(page.events as JsonObject[]));
      nextToken = page.nextToken as string | undefined;
    } while (nextToken !== undefined);
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events[0]).toMatchObject({
      executionStartedEventDetails: { inputDetails: { truncated: true } },
    });
  });
});
