/** Events from any place of a history on. */

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld, WAIT } from '../api-world.ts';

const LENGTH = 40;

function chain(): JsonObject {
  const States: JsonObject = {};
  for (let at = 0; at < LENGTH; at++) {
    States[`s${at}`] = {
      Type: 'Pass',
      ...(at + 1 < LENGTH ? { Next: `s${at + 1}` } : { End: true }),
    };
  }
  return { StartAt: 's0', States };
}

async function events(world: ApiWorld, input: JsonObject) {
  const { context } = world;
  const { dispatch } = await import('../../../core/api/dispatch.ts');
  const answer = await dispatch(context, 'Treadle.GetExecutionEvents', JSON.stringify(input));
  return JSON.parse(answer.body);
}

describe('GetExecutionEvents', () => {
  it('gives the same events as GetExecutionHistory, from any place on', async () => {
    const world = new ApiWorld();
    const executionArn = await world.start(await world.createMachine('m', chain()));
    await world.run();
    const whole = await world.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
    const all = Array.isArray(whole.events) ? whole.events : [];
    expect(all).toHaveLength(2 * LENGTH + 2);
    for (const after of [0, 1, 2, 7, 50, all.length - 1, all.length, all.length + 9]) {
      const answer = await events(world, { executionArn, after, maxResults: 10 });
      expect(answer.events).toEqual(all.slice(after, after + 10));
      expect(answer.more).toBe(after + 10 < all.length);
      expect(answer.lastEventId).toBe(all.length);
    }
  });

  it('reads few records, however long the history is', async () => {
    const world = new ApiWorld();
    const executionArn = await world.start(await world.createMachine('m', chain()));
    await world.run();
    world.recordsRead = 0;
    await events(world, { executionArn, after: 60, maxResults: 2 });
    expect(world.recordsRead).toBeLessThan(16);
  });

  it('has the events of children in their places', async () => {
    const world = new ApiWorld();
    const map = {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
          Next: 'Last',
        },
        Last: { Type: 'Pass', End: true },
      },
    };
    const executionArn = await world.start(await world.createMachine('m', map), [1, 2, 3]);
    await world.run();
    const whole = await world.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
    const all = Array.isArray(whole.events) ? whole.events : [];
    for (let after = 0; after < all.length; after++) {
      const answer = await events(world, { executionArn, after, maxResults: 3 });
      expect(answer.events).toEqual(all.slice(after, after + 3));
    }
  });

  it('leaves out documents where they are not wanted', async () => {
    const world = new ApiWorld();
    const executionArn = await world.start(await world.createMachine('m', WAIT), { a: 1 });
    const answer = await events(world, { executionArn, includeExecutionData: false });
    expect(JSON.stringify(answer)).not.toContain('"input"');
  });

  it('knows no execution that there is not', async () => {
    const world = new ApiWorld();
    const arn = 'arn:aws:states:us-east-1:123456789012:execution:m:nobody';
    expect((await events(world, { executionArn: arn })).__type).toContain('ExecutionDoesNotExist');
  });
});
