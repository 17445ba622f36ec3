import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld, PASS } from '../api-world.ts';

const ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';
const ALIAS = `${ARN}:live`;
const MISSING = 'ResourceNotFound: Request references a resource that does not exist.';

const route = (version: number, weight: number) => ({
  stateMachineVersionArn: `${ARN}:${version}`,
  weight,
});

/** A world with the machine `m` and its versions 1 and 2. */
async function newWorld(): Promise<ApiWorld> {
  const world = new ApiWorld();
  await world.createMachine();
  for (const Comment of ['one', 'two']) {
    const definition = JSON.stringify({ ...PASS, Comment });
    await world.call('UpdateStateMachine', { stateMachineArn: ARN, definition, publish: true });
  }
  return world;
}

function create(world: ApiWorld, change: JsonObject = {}) {
  const input = { name: 'live', routingConfiguration: [route(1, 100)], ...change };
  return world.call('CreateStateMachineAlias', input);
}

describe('CreateStateMachineAlias', () => {
  it('is the same when it is repeated', async () => {
    const world = await newWorld();
    const made = await create(world, { description: 'for customers' });
    expect(made).toEqual({ stateMachineAliasArn: ALIAS, creationDate: 1767225600.25 });
    world.now += 1000;
    expect(await create(world, { description: 'for customers' })).toEqual(made);
  });

  it.each<[string, JsonObject]>([
    ['description', { description: 'other' }],
    ['routing', { routingConfiguration: [route(1, 50), route(2, 50)] }],
  ])('refuses a taken name with another %s', async (_, change) => {
    const world = await newWorld();
    await create(world);
    const input = { name: 'live', routingConfiguration: [route(1, 100)], ...change };
    expect(await world.refusal('CreateStateMachineAlias', input)).toBe(
      'ConflictException: Failed to create alias because an alias with the same name and a different routing configuration already exists.',
    );
  });

  it.each<[string, JsonObject[], string]>([
    [
      'a state machine',
      [{ stateMachineVersionArn: ARN, weight: 100 }],
      `Routing configuration must contain state machine version ARNs. Received: [${ARN}]`,
    ],
    [
      'one version twice',
      [route(1, 50), route(1, 50)],
      `Routing configuration must contain distinct state machine version ARNs. Received: [${ARN}:1, ${ARN}:1]`,
    ],
    [
      'two machines',
      [route(1, 50), { stateMachineVersionArn: `${ARN}x:2`, weight: 50 }],
      `Routing configuration must contain versions of the same state machine. Received: [${ARN}:1, ${ARN}x:2]`,
    ],
    [
      'weights of 90',
      [route(1, 60), route(2, 30)],
      'Sum of routing configuration weights must equal 100. Received: [60, 30]',
    ],
    [
      'nothing',
      [],
      "1 validation error detected: Value '[]' at 'routingConfiguration' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a weight of 101',
      [route(1, 101)],
      "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: Member must have value less than or equal to 100",
    ],
  ])('refuses a routing to %s', async (_, routingConfiguration, message) => {
    const world = await newWorld();
    const input = { name: 'live', routingConfiguration };
    expect(await world.refusal('CreateStateMachineAlias', input)).toBe(
      `ValidationException: ${message}`,
    );
  });

  it.each(['1', '42', 'a b', 'a/b', 'ä', ''])('refuses the name %j', async (name) => {
    const world = await newWorld();
    const input = { name, routingConfiguration: [route(1, 100)] };
    expect(await world.refusal('CreateStateMachineAlias', input)).toMatch(
      /^ValidationException: .*at 'name' failed to satisfy constraint/,
    );
  });

  it('refuses a version that is not there', async () => {
    const world = await newWorld();
    const input = { name: 'live', routingConfiguration: [route(3, 100)] };
    expect(await world.refusal('CreateStateMachineAlias', input)).toBe(MISSING);
  });
});

describe('DescribeStateMachineAlias', () => {
  it('shows where it leads', async () => {
    const world = await newWorld();
    await create(world, { description: 'for customers' });
    expect(await world.call('DescribeStateMachineAlias', { stateMachineAliasArn: ALIAS })).toEqual({
      stateMachineAliasArn: ALIAS,
      name: 'live',
      description: 'for customers',
      routingConfiguration: [route(1, 100)],
      creationDate: 1767225600.25,
      updateDate: 1767225600.25,
    });
  });

  it.each([
    [`${ARN}:none`, MISSING],
    [`${ARN}x:live`, MISSING],
    [ARN, `InvalidArn: Invalid Arn: 'Not the ARN of a state machine alias: ${ARN}'`],
    [`${ARN}:1`, `InvalidArn: Invalid Arn: 'Not the ARN of a state machine alias: ${ARN}:1'`],
  ])('refuses %s', async (stateMachineAliasArn, refusal) => {
    const world = await newWorld();
    expect(await world.refusal('DescribeStateMachineAlias', { stateMachineAliasArn })).toBe(
      refusal,
    );
  });
});

describe('UpdateStateMachineAlias', () => {
  it('changes what is given and keeps the rest', async () => {
    const world = await newWorld();
    await create(world, { description: 'for customers' });
    world.now += 1000;
    const routingConfiguration = [route(1, 90), route(2, 10)];
    expect(
      await world.call('UpdateStateMachineAlias', {
        stateMachineAliasArn: ALIAS,
        routingConfiguration,
      }),
    ).toEqual({ updateDate: 1767225601.25 });
    expect(
      await world.call('DescribeStateMachineAlias', { stateMachineAliasArn: ALIAS }),
    ).toMatchObject({
      description: 'for customers',
      routingConfiguration,
      creationDate: 1767225600.25,
      updateDate: 1767225601.25,
    });
  });

  it.each<[string, JsonObject, string]>([
    [
      'nothing to change',
      {},
      'ValidationException: Either the description or the routing configuration must be specified',
    ],
    ['a missing version', { routingConfiguration: [route(3, 100)] }, MISSING],
    ['a missing alias', { stateMachineAliasArn: `${ARN}:none`, description: 'x' }, MISSING],
    [
      'versions of another machine',
      { routingConfiguration: [{ stateMachineVersionArn: `${ARN}x:1`, weight: 100 }] },
      'ValidationException: Routing configuration must contain versions of the state machine m. Received: versions of mx',
    ],
  ])('refuses %s', async (_, change, refusal) => {
    const world = await newWorld();
    await create(world);
    const input = { stateMachineAliasArn: ALIAS, ...change };
    expect(await world.refusal('UpdateStateMachineAlias', input)).toBe(refusal);
  });
});

describe('ListStateMachineAliases', () => {
  it('pages in the order of creation', async () => {
    const world = await newWorld();
    for (const name of ['b', 'c', 'a']) {
      world.now += 1000;
      await create(world, { name });
    }
    const first = await world.call('ListStateMachineAliases', {
      stateMachineArn: ARN,
      maxResults: 2,
    });
    expect(first.stateMachineAliases).toEqual([
      { stateMachineAliasArn: `${ARN}:b`, creationDate: 1767225601.25 },
      { stateMachineAliasArn: `${ARN}:c`, creationDate: 1767225602.25 },
    ]);
    const { nextToken = '' } = first;
    const rest = await world.call('ListStateMachineAliases', { stateMachineArn: ARN, nextToken });
    expect(rest).toEqual({
      stateMachineAliases: [{ stateMachineAliasArn: `${ARN}:a`, creationDate: 1767225603.25 }],
    });
    const invalid = { stateMachineArn: ARN, nextToken: 'InvalidToken' };
    expect(await world.refusal('ListStateMachineAliases', invalid)).toBe(
      "InvalidToken: Invalid Token: 'Invalid token'",
    );
  });

  it('shows those of a version', async () => {
    const world = await newWorld();
    await create(world, { name: 'old' });
    await create(world, { name: 'new', routingConfiguration: [route(2, 100)] });
    expect(await world.call('ListStateMachineAliases', { stateMachineArn: `${ARN}:2` })).toEqual({
      stateMachineAliases: [{ stateMachineAliasArn: `${ARN}:new`, creationDate: 1767225600.25 }],
    });
  });
});

describe('DeleteStateMachineAlias', () => {
  it('may be repeated', async () => {
    const world = await newWorld();
    await create(world);
    for (let i = 0; i < 2; i++) {
      const input = { stateMachineAliasArn: ALIAS };
      expect(await world.call('DeleteStateMachineAlias', input)).toEqual({});
    }
    expect(await world.call('ListStateMachineAliases', { stateMachineArn: ARN })).toEqual({
      stateMachineAliases: [],
    });
  });
});

describe('DeleteStateMachineVersion', () => {
  it('names the aliases that route to the version', async () => {
    const world = await newWorld();
    for (const name of ['live', 'next']) {
      await create(world, { name, routingConfiguration: [route(1, 90), route(2, 10)] });
    }
    const input = { stateMachineVersionArn: `${ARN}:2` };
    expect(await world.refusal('DeleteStateMachineVersion', input)).toBe(
      'ConflictException: Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live, next]',
    );
  });
});

describe('executions of an alias', () => {
  it('run by the version that chance chooses, and are listed by both', async () => {
    const world = await newWorld();
    await create(world, { routingConfiguration: [route(1, 90), route(2, 10)] });
    for (const [name, draw] of [
      ['first', 0],
      ['still-first', 0.8999],
      ['second', 0.9],
      ['still-second', 0.9999],
    ] as const) {
      world.draw = draw;
      world.now += 1000;
      await world.start(ALIAS, {}, name);
    }
    const namesOf = async (stateMachineArn: string) => {
      const { executions } = await world.call('ListExecutions', { stateMachineArn });
      if (!Array.isArray(executions)) throw new Error('no list');
      return executions.map((each) => JSON.parse(JSON.stringify(each)).name);
    };
    expect(await namesOf(`${ARN}:1`)).toEqual(['still-first', 'first']);
    expect(await namesOf(`${ARN}:2`)).toEqual(['still-second', 'second']);
    expect(await namesOf(ALIAS)).toHaveLength(4);
    const executionArn = `${ARN.replace('stateMachine', 'execution')}:second`;
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      stateMachineArn: ARN,
      stateMachineAliasArn: ALIAS,
      stateMachineVersionArn: `${ARN}:2`,
    });
  });

  it('are started by Tasks too', async () => {
    const world = await newWorld();
    await create(world, { routingConfiguration: [route(2, 100)] });
    const Resource = 'arn:aws:states:::states:startExecution';
    const Parameters = { StateMachineArn: ALIAS, Name: 'nested' };
    const Start = { Type: 'Task', Resource, Parameters, End: true };
    await world.start(await world.createMachine('outer', { StartAt: 'Start', States: { Start } }));
    await world.run();
    const executionArn = `${ARN.replace('stateMachine', 'execution')}:nested`;
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      stateMachineAliasArn: ALIAS,
      stateMachineVersionArn: `${ARN}:2`,
    });
  });

  it('never run by a version of weight 0', async () => {
    const world = await newWorld();
    await create(world, { routingConfiguration: [route(1, 0), route(2, 100)] });
    const executionArn = await world.start(ALIAS);
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      stateMachineVersionArn: `${ARN}:2`,
    });
  });

  it('are the same when a start is repeated, though chance chooses another version', async () => {
    const world = await newWorld();
    await create(world, { routingConfiguration: [route(1, 50), route(2, 50)] });
    const executionArn = await world.start(ALIAS);
    world.draw = 0.9;
    expect(await world.start(ALIAS)).toBe(executionArn);
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      stateMachineVersionArn: `${ARN}:1`,
    });
  });
});

describe('DescribeStateMachine of an alias', () => {
  it('shows the version that it leads to', async () => {
    const world = await newWorld();
    await create(world, { routingConfiguration: [route(2, 100)] });
    expect(await world.call('DescribeStateMachine', { stateMachineArn: ALIAS })).toMatchObject({
      stateMachineArn: ALIAS,
      definition: JSON.stringify({ ...PASS, Comment: 'two' }),
    });
  });
});
