import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld, PASS, ROLE, WAIT } from '../api-world.ts';

const ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';
const definition = JSON.stringify(PASS);
const other = JSON.stringify({ ...PASS, Comment: 'other' });
const creation = { name: 'm', definition, roleArn: ROLE };

/** A world with the machine `m` and its versions 1 to `count`. */
async function worldWith(count: number): Promise<ApiWorld> {
  const world = new ApiWorld();
  await world.createMachine();
  for (let number = 1; number <= count; number++) {
    const text = JSON.stringify({ ...PASS, Comment: `version ${number}` });
    world.now += 1000;
    await world.call('UpdateStateMachine', {
      stateMachineArn: ARN,
      definition: text,
      publish: true,
      versionDescription: `number ${number}`,
    });
  }
  return world;
}

describe('CreateStateMachine with publish', () => {
  it('answers with version 1, and a repetition with the same', async () => {
    const world = new ApiWorld();
    const input = { ...creation, publish: true, versionDescription: 'first' };
    const made = await world.call('CreateStateMachine', input);
    expect(made.stateMachineVersionArn).toBe(`${ARN}:1`);
    expect(await world.call('CreateStateMachine', input)).toEqual(made);
  });

  it.each<JsonObject>([{}, { publish: true, versionDescription: 'second' }, { publish: true }])(
    'refuses the taken name with %j',
    async (change) => {
      const world = new ApiWorld();
      const input = { publish: true, versionDescription: 'first' };
      await world.call('CreateStateMachine', { ...creation, ...input });
      expect(await world.refusal('CreateStateMachine', { ...creation, ...change })).toMatch(
        /^StateMachineAlreadyExists/,
      );
    },
  );

  it('makes the version that its first try died before', async () => {
    const world = new ApiWorld();
    const { machines } = world.context.runtime.ports;
    const { publish } = machines;
    machines.publish = async () => {
      throw new Error('died');
    };
    const { status } = await world.request('CreateStateMachine', { ...creation, publish: true });
    expect(status).toBe(500);
    machines.publish = publish;
    expect(await world.call('CreateStateMachine', { ...creation, publish: true })).toMatchObject({
      stateMachineVersionArn: `${ARN}:1`,
    });
  });
});

describe('UpdateStateMachine with publish', () => {
  it('publishes the new revision, and what is unchanged once', async () => {
    const world = await worldWith(2);
    const text = JSON.stringify({ ...PASS, Comment: 'version 2' });
    const again = { stateMachineArn: ARN, definition: text, publish: true };
    expect(await world.call('UpdateStateMachine', again)).toMatchObject({
      stateMachineVersionArn: `${ARN}:2`,
    });
  });

  it('refuses the ARN of a version', async () => {
    const world = await worldWith(1);
    const change = { stateMachineArn: `${ARN}:1`, definition };
    expect(await world.refusal('UpdateStateMachine', change)).toBe(
      `ValidationException: This operation takes the ARN of a state machine without a version or an alias. Received: ${ARN}:1`,
    );
  });
});

describe('PublishStateMachineVersion', () => {
  it('gives each revision one version', async () => {
    const world = await worldWith(0);
    const input = { stateMachineArn: ARN, description: 'first' };
    const made = await world.call('PublishStateMachineVersion', input);
    expect(made).toEqual({
      stateMachineVersionArn: `${ARN}:1`,
      creationDate: 1767225600.25,
    });
    world.now += 1000;
    expect(await world.call('PublishStateMachineVersion', { stateMachineArn: ARN })).toEqual(made);
  });

  it('refuses a revision that the machine has left', async () => {
    const world = await worldWith(0);
    const update = (text: string) =>
      world.call('UpdateStateMachine', { stateMachineArn: ARN, definition: text });
    const publish = (revisionId: string) => ({ stateMachineArn: ARN, revisionId });
    const { revisionId: first } = await update(other);
    const { revisionId: second } = await update(JSON.stringify(WAIT));
    expect(await world.refusal('PublishStateMachineVersion', publish(String(first)))).toBe(
      `ConflictException: Failed to publish the State Machine version for revision ${first}. The current State Machine revision is ${second}.`,
    );
    expect(await world.call('PublishStateMachineVersion', publish(String(second)))).toMatchObject({
      stateMachineVersionArn: `${ARN}:1`,
    });
  });

  it('calls the revision that a machine was made with INITIAL', async () => {
    const world = await worldWith(0);
    const input = { stateMachineArn: ARN, revisionId: 'nonsense' };
    expect(await world.refusal('PublishStateMachineVersion', input)).toBe(
      'ConflictException: Failed to publish the State Machine version for revision nonsense. The current State Machine revision is INITIAL.',
    );
    const initial = { stateMachineArn: ARN, revisionId: 'INITIAL' };
    expect(await world.call('PublishStateMachineVersion', initial)).toMatchObject({
      stateMachineVersionArn: `${ARN}:1`,
    });
  });

  it.each([
    ['invalid_arn', "InvalidArn: Invalid Arn: 'Invalid ARN prefix: invalid_arn'"],
    [`${ARN}x`, `StateMachineDoesNotExist: State Machine Does Not Exist: '${ARN}x'`],
  ])('refuses %s', async (stateMachineArn, refusal) => {
    const world = await worldWith(0);
    expect(await world.refusal('PublishStateMachineVersion', { stateMachineArn })).toBe(refusal);
  });
});

describe('DescribeStateMachine of a version', () => {
  it('shows what was published, whatever the machine is now', async () => {
    const world = await worldWith(2);
    const described = await world.call('DescribeStateMachine', { stateMachineArn: `${ARN}:1` });
    expect(described).toMatchObject({
      stateMachineArn: `${ARN}:1`,
      name: 'm',
      definition: JSON.stringify({ ...PASS, Comment: 'version 1' }),
      description: 'number 1',
      creationDate: 1767225601.25,
    });
    const now = await world.call('DescribeStateMachine', { stateMachineArn: ARN });
    expect(now).not.toHaveProperty('description');
    expect(now.revisionId).not.toBe(described.revisionId);
  });

  it.each([':3', ':0', ':01', ':1:1', ':none', ':'])('finds nothing under m%s', async (end) => {
    const world = await worldWith(1);
    const stateMachineArn = ARN + end;
    expect(await world.refusal('DescribeStateMachine', { stateMachineArn })).toBe(
      `StateMachineDoesNotExist: State Machine Does Not Exist: '${stateMachineArn}'`,
    );
  });
});

describe('ListStateMachineVersions', () => {
  it('pages, the newest first', async () => {
    const world = await worldWith(3);
    const first = await world.call('ListStateMachineVersions', {
      stateMachineArn: ARN,
      maxResults: 2,
    });
    expect(first.stateMachineVersions).toEqual([
      { stateMachineVersionArn: `${ARN}:3`, creationDate: 1767225603.25 },
      { stateMachineVersionArn: `${ARN}:2`, creationDate: 1767225602.25 },
    ]);
    const rest = { stateMachineArn: ARN, nextToken: String(first.nextToken) };
    expect(await world.call('ListStateMachineVersions', rest)).toEqual({
      stateMachineVersions: [{ stateMachineVersionArn: `${ARN}:1`, creationDate: 1767225601.25 }],
    });
    world.now += 25 * 60 * 60 * 1000;
    expect(await world.refusal('ListStateMachineVersions', rest)).toBe(
      "InvalidToken: Invalid Token: 'Invalid token'",
    );
  });
});

describe('DeleteStateMachineVersion', () => {
  it('may be repeated, and leaves the number behind', async () => {
    const world = await worldWith(1);
    for (let i = 0; i < 2; i++) {
      const input = { stateMachineVersionArn: `${ARN}:1` };
      expect(await world.call('DeleteStateMachineVersion', input)).toEqual({});
    }
    expect(await world.call('PublishStateMachineVersion', { stateMachineArn: ARN })).toMatchObject({
      stateMachineVersionArn: `${ARN}:2`,
    });
  });

  it('leaves executions of the version running by it', async () => {
    const world = new ApiWorld();
    await world.createMachine('m', WAIT);
    await world.call('PublishStateMachineVersion', { stateMachineArn: ARN });
    const executionArn = await world.start(`${ARN}:1`);
    await world.call('DeleteStateMachineVersion', { stateMachineVersionArn: `${ARN}:1` });
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      stateMachineVersionArn: `${ARN}:1`,
    });
  });

  it('refuses what is no version', async () => {
    const world = await worldWith(1);
    const input = { stateMachineVersionArn: ARN };
    expect(await world.refusal('DeleteStateMachineVersion', input)).toBe(
      `InvalidArn: Invalid Arn: 'Not the ARN of a state machine version: ${ARN}'`,
    );
  });
});

describe('executions of a version', () => {
  it('run by it, say so, and are listed by it', async () => {
    const world = await worldWith(2);
    const executionArn = await world.start(`${ARN}:1`, {}, 'by-version');
    await world.start(ARN, {}, 'by-machine');
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      stateMachineArn: ARN,
      stateMachineVersionArn: `${ARN}:1`,
    });
    const ranBy = await world.call('DescribeStateMachineForExecution', { executionArn });
    expect(ranBy).toMatchObject({
      stateMachineArn: ARN,
      definition: JSON.stringify({ ...PASS, Comment: 'version 1' }),
    });
    const listed = await world.call('ListExecutions', { stateMachineArn: `${ARN}:1` });
    expect(listed.executions).toMatchObject([
      { name: 'by-version', stateMachineArn: ARN, stateMachineVersionArn: `${ARN}:1` },
    ]);
    expect(listed.executions).toHaveLength(1);
    const all = await world.call('ListExecutions', { stateMachineArn: ARN });
    expect(all.executions).toHaveLength(2);
  });
});

describe('DeleteStateMachine', () => {
  it('deletes the versions, so that the next machine of the name begins at 1', async () => {
    const world = await worldWith(2);
    expect(await world.refusal('DeleteStateMachine', { stateMachineArn: `${ARN}:1` })).toMatch(
      /^ValidationException/,
    );
    await world.call('DeleteStateMachine', { stateMachineArn: ARN });
    await world.createMachine();
    expect(await world.call('ListStateMachineVersions', { stateMachineArn: ARN })).toEqual({
      stateMachineVersions: [],
    });
    expect(await world.call('PublishStateMachineVersion', { stateMachineArn: ARN })).toMatchObject({
      stateMachineVersionArn: `${ARN}:1`,
    });
  });
});
