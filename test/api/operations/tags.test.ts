import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld, PASS, ROLE } from '../api-world.ts';

const ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';
const ACTIVITY = 'arn:aws:states:us-east-1:123456789012:activity:a';
const tag = (key: string, value = 'x') => ({ key, value });
const creation = { name: 'm', definition: JSON.stringify(PASS), roleArn: ROLE };

async function tagsOf(world: ApiWorld, resourceArn = ARN) {
  return (await world.call('ListTagsForResource', { resourceArn })).tags;
}

describe('tags', () => {
  it('come with a machine, and stay when its creation is repeated with others', async () => {
    const world = new ApiWorld();
    const tags = [tag('team', 'orders'), tag('cost', '')];
    await world.call('CreateStateMachine', { ...creation, tags });
    await world.call('CreateStateMachine', { ...creation, tags: [tag('other')] });
    expect(await tagsOf(world)).toEqual(tags);
  });

  it('are added, replaced in their places, and taken away', async () => {
    const world = new ApiWorld();
    await world.createMachine();
    expect(await tagsOf(world)).toEqual([]);
    const add = (tags: JsonObject[]) => world.call('TagResource', { resourceArn: ARN, tags });
    expect(await add([tag('a'), tag('b'), tag('c')])).toEqual({});
    expect(await add([tag('b', 'new'), tag('__proto__')])).toEqual({});
    expect(await tagsOf(world)).toEqual([tag('a'), tag('b', 'new'), tag('c'), tag('__proto__')]);
    const untag = { resourceArn: ARN, tagKeys: ['a', 'c', 'never'] };
    for (let i = 0; i < 2; i++) expect(await world.call('UntagResource', untag)).toEqual({});
    expect(await tagsOf(world)).toEqual([tag('b', 'new'), tag('__proto__')]);
  });

  it('are of activities too', async () => {
    const world = new ApiWorld();
    await world.call('CreateActivity', { name: 'a', tags: [tag('team')] });
    await world.call('TagResource', { resourceArn: ACTIVITY, tags: [tag('cost')] });
    expect(await tagsOf(world, ACTIVITY)).toEqual([tag('team'), tag('cost')]);
  });

  it('are fifty at most', async () => {
    const world = new ApiWorld();
    const tags = Array.from({ length: 51 }, (_, i) => tag(`key-${i}`));
    const refusal = `TooManyTags: Too many tags: '${ARN}' would have 51 tags, and may have 50`;
    expect(await world.refusal('CreateStateMachine', { ...creation, tags })).toBe(refusal);
    await world.call('CreateStateMachine', { ...creation, tags: tags.slice(1) });
    const add = (more: JsonObject[]) => ({ resourceArn: ARN, tags: more });
    expect(await world.refusal('TagResource', add(tags.slice(0, 1)))).toBe(refusal);
    expect(await world.call('TagResource', add([tag('key-7', 'new')]))).toEqual({});
    expect(await tagsOf(world)).toHaveLength(50);
  });

  it.each<[string, JsonObject, string]>([
    ['an empty key', tag(''), "at 'tags.1.member.key'"],
    ['a long key', tag('k'.repeat(129)), "at 'tags.1.member.key'"],
    ['a long value', tag('k', 'v'.repeat(257)), "at 'tags.1.member.value'"],
  ])('have limits: %s', async (_, given, place) => {
    const world = new ApiWorld();
    await world.createMachine();
    const refusal = await world.refusal('TagResource', { resourceArn: ARN, tags: [given] });
    expect(refusal).toMatch(/^ValidationException/);
    expect(refusal).toContain(place);
  });

  it.each<[string, JsonObject]>([
    ['a key of AWS', tag('AWS:createdBy')],
    ['a key with other characters', tag('a*')],
    ['a value with other characters', tag('a', 'b\u0000')],
  ])('have characters of their own: not %s', async (_, given) => {
    const world = new ApiWorld();
    await world.createMachine();
    const add = { resourceArn: ARN, tags: [given] };
    expect(await world.refusal('TagResource', add)).toMatch(/^ValidationException: Tag/);
    const all = tag('a b_.:/=+-@ä', 'Ω 1');
    expect(await world.call('TagResource', { resourceArn: ARN, tags: [all] })).toEqual({});
  });

  it.each([`${ARN}:1`, `${ARN}x`, `${ACTIVITY}x`])('are not of %s', async (resourceArn) => {
    const world = new ApiWorld();
    await world.createMachine();
    await world.call('PublishStateMachineVersion', { stateMachineArn: ARN });
    const refusal = `ResourceNotFound: Resource not found: '${resourceArn}'`;
    expect(await world.refusal('TagResource', { resourceArn, tags: [tag('a')] })).toBe(refusal);
    expect(await world.refusal('UntagResource', { resourceArn, tagKeys: ['a'] })).toBe(refusal);
    expect(await world.refusal('ListTagsForResource', { resourceArn })).toBe(refusal);
  });

  it('are not of what is no resource', async () => {
    const resourceArn = ARN.replace('stateMachine', 'execution');
    expect(await new ApiWorld().refusal('ListTagsForResource', { resourceArn })).toMatch(
      /^InvalidArn/,
    );
  });
});
