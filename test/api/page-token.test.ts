import { describe, expect, it } from 'vitest';
import { issueToken, readToken } from '../../core/api/page-token.ts';
import { ApiWorld } from './api-world.ts';

const INVALID = "Invalid Token: 'Invalid token'";

describe('page tokens', () => {
  it('bring back the position', () => {
    const { context } = new ApiWorld();
    const token = issueToken(context, ['List', 'm'], { id: 7 });
    expect(readToken(context, ['List', 'm'], token)).toEqual({ id: 7 });
  });

  it('are good for the request that they continue only, and the stack that gave them out', () => {
    const { context } = new ApiWorld();
    const token = issueToken(context, ['List', 'm'], 'x');
    expect(() => readToken(context, ['List', 'other'], token)).toThrow(INVALID);
    const { runtime } = context;
    const settings = { ...runtime.settings, tokenSecret: 'that of another stack' };
    const elsewhere = { ...context, runtime: { ...runtime, settings } };
    expect(() => readToken(elsewhere, ['List', 'm'], token)).toThrow(INVALID);
  });

  it('end after a day', () => {
    const world = new ApiWorld();
    const token = issueToken(world.context, 'List', 'x');
    world.now += 24 * 3_600_000;
    expect(readToken(world.context, 'List', token)).toBe('x');
    world.now += 1;
    expect(() => readToken(world.context, 'List', token)).toThrow(INVALID);
  });

  it.each(['InvalidToken', 'a.b', '.', 'e30.'])('are not %s', async (nextToken) => {
    expect(await new ApiWorld().refusal('ListStateMachines', { nextToken })).toBe(
      `InvalidToken: ${INVALID}`,
    );
  });
});
