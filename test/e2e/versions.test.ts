import {
  ConflictException,
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  DeleteStateMachineAliasCommand,
  DeleteStateMachineCommand,
  DeleteStateMachineVersionCommand,
  DescribeStateMachineAliasCommand,
  DescribeStateMachineCommand,
  InvalidArn,
  InvalidToken,
  ListExecutionsCommand,
  ListStateMachineAliasesCommand,
  ListStateMachineVersionsCommand,
  ListTagsForResourceCommand,
  PublishStateMachineVersionCommand,
  ResourceNotFound,
  StateMachineDoesNotExist,
  TagResourceCommand,
  TooManyTags,
  UntagResourceCommand,
  UpdateStateMachineAliasCommand,
  UpdateStateMachineCommand,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine, ended, ROLE, start, until } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

const definitionOf = (result: string) => ({
  StartAt: 'Only',
  States: { Only: { Type: 'Pass', Result: result, End: true } },
});

let treadle: Treadle;

beforeAll(async () => {
  treadle = await startTreadle();
});

afterAll(() => treadle.stop());

describe('versions and aliases', () => {
  it('lead executions to what was published, whatever the machine is now', async () => {
    const { sfn } = treadle;
    const made = await sfn.send(
      new CreateStateMachineCommand({
        name: 'published',
        definition: JSON.stringify(definitionOf('one')),
        roleArn: ROLE,
        publish: true,
        versionDescription: 'the first',
      }),
    );
    const { stateMachineArn = '', stateMachineVersionArn: first = '' } = made;
    expect(first).toBe(`${stateMachineArn}:1`);
    const { revisionId } = await sfn.send(
      new UpdateStateMachineCommand({
        stateMachineArn,
        definition: JSON.stringify(definitionOf('two')),
      }),
    );
    const publish = new PublishStateMachineVersionCommand({ stateMachineArn, revisionId });
    const published = await Promise.all(Array.from({ length: 5 }, () => sfn.send(publish)));
    const second = `${stateMachineArn}:2`;
    expect(new Set(published.map((each) => each.stateMachineVersionArn))).toEqual(
      new Set([second]),
    );
    const { stateMachineAliasArn: live = '' } = await sfn.send(
      new CreateStateMachineAliasCommand({
        name: 'live',
        routingConfiguration: [{ stateMachineVersionArn: first, weight: 100 }],
      }),
    );
    const byAlias = await ended(sfn, await start(sfn, live, {}));
    expect(byAlias).toMatchObject({
      output: '"one"',
      stateMachineArn,
      stateMachineAliasArn: live,
      stateMachineVersionArn: first,
    });
    await sfn.send(
      new UpdateStateMachineAliasCommand({
        stateMachineAliasArn: live,
        routingConfiguration: [{ stateMachineVersionArn: second, weight: 100 }],
      }),
    );
    expect((await ended(sfn, await start(sfn, live, {}))).output).toBe('"two"');
    expect((await ended(sfn, await start(sfn, first, {}))).output).toBe('"one"');
    const list = new ListExecutionsCommand({ stateMachineArn: first, statusFilter: 'SUCCEEDED' });
    // The list follows the end of an execution by a moment.
    const listed = await until('the list shows both', async () => {
      const { executions = [] } = await sfn.send(list);
      return executions.length === 2 ? executions : undefined;
    });
    expect(listed.map((each) => each.stateMachineAliasArn)).toEqual([undefined, live]);
  });

  it('are listed, described and deleted', async () => {
    const { sfn } = treadle;
    const stateMachineArn = await createMachine(sfn, 'listed', definitionOf('x'));
    const { stateMachineVersionArn = '' } = await sfn.send(
      new PublishStateMachineVersionCommand({ stateMachineArn, description: 'only' }),
    );
    const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
    const { stateMachineAliasArn = '' } = await sfn.send(
      new CreateStateMachineAliasCommand({ name: 'live', routingConfiguration }),
    );
    const versions = new ListStateMachineVersionsCommand({ stateMachineArn });
    expect((await sfn.send(versions)).stateMachineVersions).toMatchObject([
      { stateMachineVersionArn },
    ]);
    const aliases = new ListStateMachineAliasesCommand({ stateMachineArn });
    expect((await sfn.send(aliases)).stateMachineAliases).toMatchObject([{ stateMachineAliasArn }]);
    const described = await sfn.send(
      new DescribeStateMachineAliasCommand({ stateMachineAliasArn }),
    );
    expect(described).toMatchObject({ name: 'live', routingConfiguration });
    expect(described.updateDate).toBeInstanceOf(Date);
    expect(
      await sfn.send(new DescribeStateMachineCommand({ stateMachineArn: stateMachineVersionArn })),
    ).toMatchObject({ description: 'only', stateMachineArn: stateMachineVersionArn });
    await sfn.send(new DeleteStateMachineAliasCommand({ stateMachineAliasArn }));
    await sfn.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn }));
    expect((await sfn.send(versions)).stateMachineVersions).toEqual([]);
  });

  it('are refused with the classes of the SDK', async () => {
    const { sfn } = treadle;
    const stateMachineArn = await createMachine(sfn, 'refused', definitionOf('x'));
    const stateMachineVersionArn = `${stateMachineArn}:1`;
    const stateMachineAliasArn = `${stateMachineArn}:live`;
    const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
    const createAlias = (name: string, description?: string) =>
      sfn.send(new CreateStateMachineAliasCommand({ name, description, routingConfiguration }));
    await expect(createAlias('live')).rejects.toBeInstanceOf(ResourceNotFound);
    await expect(
      sfn.send(new PublishStateMachineVersionCommand({ stateMachineArn, revisionId: 'old' })),
    ).rejects.toBeInstanceOf(ConflictException);
    await sfn.send(new PublishStateMachineVersionCommand({ stateMachineArn }));
    await createAlias('live');
    await expect(createAlias('live', 'another')).rejects.toBeInstanceOf(ConflictException);
    await expect(createAlias('1')).rejects.toBeInstanceOf(ValidationException);
    await expect(
      sfn.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn })),
    ).rejects.toBeInstanceOf(ConflictException);
    await expect(
      sfn.send(new ListStateMachineAliasesCommand({ stateMachineArn, nextToken: 'none' })),
    ).rejects.toBeInstanceOf(InvalidToken);
    await expect(
      sfn.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn: 'no-arn' })),
    ).rejects.toBeInstanceOf(InvalidArn);
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await expect(
      sfn.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn })),
    ).rejects.toBeInstanceOf(ResourceNotFound);
    await expect(start(sfn, stateMachineAliasArn, {})).rejects.toBeInstanceOf(
      StateMachineDoesNotExist,
    );
  });
});

describe('tags', () => {
  it('come, change and go', async () => {
    const { sfn } = treadle;
    const resourceArn = await createMachine(sfn, 'tagged', definitionOf('x'));
    const tags = [
      { key: 'team', value: 'orders' },
      { key: 'cost', value: '42' },
    ];
    await sfn.send(new TagResourceCommand({ resourceArn, tags }));
    await sfn.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }));
    const list = new ListTagsForResourceCommand({ resourceArn });
    expect((await sfn.send(list)).tags).toEqual(tags.slice(1));
    const many = Array.from({ length: 50 }, (_, i) => ({ key: `key-${i}`, value: '' }));
    await expect(
      sfn.send(new TagResourceCommand({ resourceArn, tags: many })),
    ).rejects.toBeInstanceOf(TooManyTags);
    await expect(
      sfn.send(new ListTagsForResourceCommand({ resourceArn: `${resourceArn}x` })),
    ).rejects.toBeInstanceOf(ResourceNotFound);
  });
});
