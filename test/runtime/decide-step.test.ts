import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { World } from '../simulation/world.ts';

async function recordsOf(definition: JsonObject, input: JsonObject = {}, steps = 1_000) {
  const world = new World({ fuse: true });
  world.workers.byName.work = () => ({ n: 1 });
  await world.createMachine('m', definition);
  await world.start('m', input);
  await world.runAtMost(steps);
  return world.records('m:run');
}

const work = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:work' };

function chain(...states: JsonObject[]): JsonObject {
  const named = states.map((state, index) => [
    `S${index}`,
    { ...state, ...(index + 1 < states.length ? { Next: `S${index + 1}` } : { End: true }) },
  ]);
  return { StartAt: 'S0', States: Object.fromEntries(named) };
}

describe('a stack that fuses states', () => {
  it('decides states that follow each other without waiting in one record', async () => {
    const records = await recordsOf(chain(...Array.from({ length: 10 }, () => ({ Type: 'Pass' }))));
    expect(records.map(({ history }) => history.length)).toEqual([2, 20]);
    expect(records[1]?.state.status).toBe('SUCCEEDED');
  });

  it('ends the record where a state waits', async () => {
    const records = await recordsOf(
      chain({ Type: 'Pass' }, { Type: 'Wait', Seconds: 10 }, { Type: 'Pass' }),
    );
    expect(records.map(({ state }) => state.current?.waiting?.for)).toEqual([
      undefined,
      'timer',
      undefined,
    ]);
  });

  it('makes one call in each invocation', async () => {
    const records = await recordsOf(chain({ Type: 'Pass' }, work, { Type: 'Pass' }, work));
    expect(records.map(({ commands }) => commands.map(({ type }) => type))).toEqual([
      ['InvokeStep'],
      ['StartTask'],
      ['InvokeStep'],
      ['StartTask'],
      ['CloseHead'],
    ]);
  });

  it('ends the record of a machine that goes round for ever', async () => {
    const round = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } };
    const records = await recordsOf(round, {}, 3);
    expect(records.map(({ history }) => history.length)).toEqual([2, 40, 40, 40]);
  });

  it('hands on a long document one transition at a time', async () => {
    const passes = chain(...Array.from({ length: 3 }, () => ({ Type: 'Pass' })));
    const records = await recordsOf(passes, { text: 'x'.repeat(100_001) });
    expect(records).toHaveLength(4);
  });

  it('draws other random numbers in every state', async () => {
    const drawn = { Type: 'Pass', Parameters: { 'id.$': 'States.UUID()' } };
    const [, record] = await recordsOf(
      chain({ ...drawn, ResultPath: '$.a' }, { ...drawn, ResultPath: '$.b' }),
    );
    const { a, b } = (record?.state.output ?? {}) as Record<string, JsonObject>;
    expect(a?.id).not.toBe(b?.id);
  });
});
