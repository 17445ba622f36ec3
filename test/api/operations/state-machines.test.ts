import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { sweep } from '../../../core/runtime/sweep.ts';
import { ApiWorld, PASS, ROLE, WAIT } from '../api-world.ts';

const definition = JSON.stringify(PASS);
const logGroup = (name: string) => ({ cloudWatchLogsLogGroup: { logGroupArn: `arn:${name}` } });

describe('CreateStateMachine', () => {
  it('answers with the ARN and the date in seconds', async () => {
    expect(
      await new ApiWorld().call('CreateStateMachine', { name: 'm', definition, roleArn: ROLE }),
    ).toEqual({
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m',
      creationDate: 1767225600.25,
    });
  });

  it('answers a repetition as it answered first, even with another role', async () => {
    const world = new ApiWorld();
    const input = { name: 'm', definition, roleArn: ROLE };
    const first = await world.call('CreateStateMachine', input);
    world.now += 5000;
    expect(await world.call('CreateStateMachine', { ...input, roleArn: `${ROLE}2` })).toEqual(
      first,
    );
  });

  it.each([
    ['another spacing', { definition: `${definition} ` }],
    ['another type', { type: 'EXPRESS' }],
    ['tracing', { tracingConfiguration: { enabled: true } }],
  ])('refuses a taken name with %s', async (_, change) => {
    const world = new ApiWorld();
    await world.createMachine();
    const input = { name: 'm', definition, roleArn: ROLE, ...change };
    expect(await world.refusal('CreateStateMachine', input)).toBe(
      "StateMachineAlreadyExists: State Machine Already Exists: 'arn:aws:states:us-east-1:123456789012:stateMachine:m'",
    );
  });

  it('refuses a definition that does not hold, with the place', async () => {
    const input = { name: 'm', definition: '{"StartAt": "A"}', roleArn: ROLE };
    expect(await new ApiWorld().refusal('CreateStateMachine', input)).toBe(
      "InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
    );
  });

  it.each(['a b', 'a/b', 'a#b', 'a"b', 'a:b', 'a\u0000', 'a\u009f', 'a\tb', '\ud83d'])(
    'refuses the name %j',
    async (name) => {
      const input = { name, definition, roleArn: ROLE };
      expect(await new ApiWorld().refusal('CreateStateMachine', input)).toBe(
        `InvalidName: Invalid Name: '${name}'`,
      );
    },
  );

  it('refuses logs without a destination, and with two', async () => {
    const world = new ApiWorld();
    const configurations: JsonObject[] = [
      { level: 'ALL' },
      { level: 'OFF', destinations: [logGroup('a'), logGroup('b')] },
    ];
    for (const loggingConfiguration of configurations) {
      const input = { name: 'm', definition, roleArn: ROLE, loggingConfiguration };
      expect(await world.refusal('CreateStateMachine', input)).toBe(
        'InvalidLoggingConfiguration: Invalid Logging Configuration: Must specify exactly one Log Destination.',
      );
    }
  });

  it('refuses the description of a version that is not published', async () => {
    const input = { name: 'm', definition, roleArn: ROLE, versionDescription: 'x' };
    expect(await new ApiWorld().refusal('CreateStateMachine', input)).toBe(
      'ValidationException: Version description can only be set when publish is true',
    );
  });
});

describe('DescribeStateMachine', () => {
  it('shows everything, with the defaults', async () => {
    const world = new ApiWorld();
    const stateMachineArn = await world.createMachine();
    expect(await world.call('DescribeStateMachine', { stateMachineArn })).toEqual({
      stateMachineArn,
      name: 'm',
      status: 'ACTIVE',
      definition,
      roleArn: ROLE,
      type: 'STANDARD',
      creationDate: 1767225600.25,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    });
  });

  it.each([
    ['stateMachine:none', 'StateMachineDoesNotExist', 'State Machine Does Not Exist:'],
    [
      'execution:m:run',
      'InvalidArn',
      "Invalid Arn: 'Resource type not valid in this context: execution'",
    ],
  ])('refuses %s', async (resource, code, message) => {
    const stateMachineArn = `arn:aws:states:us-east-1:123456789012:${resource}`;
    const refusal = await new ApiWorld().refusal('DescribeStateMachine', { stateMachineArn });
    expect(refusal).toContain(`${code}: ${message}`);
  });

  it('finds nothing under the name in another account', async () => {
    const world = new ApiWorld();
    const stateMachineArn = (await world.createMachine()).replace('123456789012', '000000000000');
    expect(await world.refusal('DescribeStateMachine', { stateMachineArn })).toBe(
      `StateMachineDoesNotExist: State Machine Does Not Exist: '${stateMachineArn}'`,
    );
  });
});

describe('UpdateStateMachine', () => {
  it('makes a revision, and none when nothing changes', async () => {
    const world = new ApiWorld();
    const stateMachineArn = await world.createMachine();
    world.now += 1000;
    const change = { stateMachineArn, definition: JSON.stringify(WAIT) };
    const first = await world.call('UpdateStateMachine', change);
    expect(first.updateDate).toBe(1767225601.25);
    expect(first.revisionId).toBeTypeOf('string');
    world.now += 1000;
    expect(await world.call('UpdateStateMachine', change)).toEqual(first);
    const second = await world.call('UpdateStateMachine', { stateMachineArn, roleArn: `${ROLE}2` });
    expect(second.revisionId).not.toBe(first.revisionId);
    expect(await world.call('DescribeStateMachine', { stateMachineArn })).toMatchObject({
      definition: JSON.stringify(WAIT),
      roleArn: `${ROLE}2`,
      revisionId: second.revisionId,
    });
  });

  it('answers without a revision id while the machine is as it was made', async () => {
    const world = new ApiWorld();
    const stateMachineArn = await world.createMachine();
    expect(await world.call('UpdateStateMachine', { stateMachineArn, definition })).toEqual({
      updateDate: 1767225600.25,
    });
  });

  it('refuses a change of nothing', async () => {
    const world = new ApiWorld();
    const stateMachineArn = await world.createMachine();
    expect(await world.refusal('UpdateStateMachine', { stateMachineArn })).toMatch(
      /^MissingRequiredParameter: /,
    );
  });

  it('leaves a running execution with the definition that it started by', async () => {
    const world = new ApiWorld();
    const stateMachineArn = await world.createMachine('m', WAIT);
    const executionArn = await world.start(stateMachineArn);
    await world.call('UpdateStateMachine', { stateMachineArn, definition });
    expect(await world.call('DescribeStateMachineForExecution', { executionArn })).toEqual({
      stateMachineArn,
      name: 'm',
      definition: JSON.stringify(WAIT),
      roleArn: ROLE,
      updateDate: 1767225600.25,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    });
  });
});

describe('DeleteStateMachine', () => {
  it('stops what runs, and may be repeated', async () => {
    const world = new ApiWorld();
    const stateMachineArn = await world.createMachine('m', WAIT);
    const executionArn = await world.start(stateMachineArn);
    for (let i = 0; i < 2; i++) {
      expect(await world.call('DeleteStateMachine', { stateMachineArn })).toEqual({});
    }
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'ABORTED',
    });
    expect(await world.refusal('StartExecution', { stateMachineArn })).toMatch(
      /^StateMachineDoesNotExist/,
    );
  });
});

describe('a state machine that is being deleted', () => {
  it('is shown and listed as before, and nothing is begun with it', async () => {
    const world = new ApiWorld();
    const stateMachineArn = await world.createMachine('m', WAIT);
    const { stateMachineVersionArn } = await world.call('PublishStateMachineVersion', {
      stateMachineArn,
    });
    const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }] as JsonObject[];
    const { stateMachineAliasArn } = await world.call('CreateStateMachineAlias', {
      name: 'live',
      routingConfiguration,
    });
    await world.context.runtime.ports.machines.markDeleting('m');
    expect(await world.call('DescribeStateMachine', { stateMachineArn })).toMatchObject({
      status: 'DELETING',
    });
    expect((await world.call('ListStateMachines')).stateMachines).toMatchObject([{ name: 'm' }]);
    const definition = JSON.stringify(PASS);
    const refused: [string, JsonObject][] = [
      ['StartExecution', { stateMachineArn }],
      ['StartExecution', { stateMachineArn: stateMachineAliasArn ?? null }],
      ['UpdateStateMachine', { stateMachineArn, definition }],
      ['PublishStateMachineVersion', { stateMachineArn }],
      ['CreateStateMachineAlias', { name: 'next', routingConfiguration }],
      [
        'UpdateStateMachineAlias',
        { stateMachineAliasArn: stateMachineAliasArn ?? null, description: 'd' },
      ],
      ['ListStateMachineAliases', { stateMachineArn }],
      ['CreateStateMachine', { name: 'm', definition, roleArn: ROLE }],
    ];
    for (const [operation, input] of refused) {
      expect(await world.refusal(operation, input), operation).toBe(
        `StateMachineDeleting: State Machine is being deleted: '${stateMachineArn}'`,
      );
    }
    expect(await world.call('DeleteStateMachine', { stateMachineArn })).toEqual({});
    expect(await world.createMachine('m')).toBe(stateMachineArn);
  });

  it('waits for a start that may be about to begin, and is gone once that can live no more', async () => {
    const world = new ApiWorld();
    const stateMachineArn = await world.createMachine('m', WAIT);
    const head = { id: 'm:half', revision: 'r', status: 'RUNNING', startedAt: world.now } as const;
    await world.store.openHead(head);
    await world.call('DeleteStateMachine', { stateMachineArn });
    expect(await world.refusal('StartExecution', { stateMachineArn })).toMatch(
      /^StateMachineDeleting/,
    );
    world.now += 900_001;
    await sweep(world.context.runtime);
    expect(await world.refusal('DescribeStateMachine', { stateMachineArn })).toMatch(
      /^StateMachineDoesNotExist/,
    );
  });
});

describe('ListStateMachines', () => {
  it('pages in the order of creation', async () => {
    const world = new ApiWorld();
    for (const name of ['b', 'a', 'c']) {
      world.now += 1;
      await world.createMachine(name);
    }
    const first = await world.call('ListStateMachines', { maxResults: 2 });
    expect(first.stateMachines).toMatchObject([{ name: 'b' }, { name: 'a', type: 'STANDARD' }]);
    const second = await world.call('ListStateMachines', { nextToken: String(first.nextToken) });
    expect(second.stateMachines).toMatchObject([{ name: 'c' }]);
    expect(second.nextToken).toBeUndefined();
  });
});
