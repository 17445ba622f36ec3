import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { createMachine, ended, expectWholeHistory, historyOf, run, start } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

/** More by hand: `TRANSITIONS=100000`. */
const TRANSITIONS = Number(process.env.TRANSITIONS ?? 3000);
const PATIENCE_MS = 600_000;

const folder = mkdtempSync(join(tmpdir(), 'treadle-scale-'));
const workFile = join(folder, 'work');
let treadle: Treadle;

beforeAll(async () => {
  treadle = await startTreadle({
    flags: ['--memory', '--functions', join(import.meta.dirname, 'functions')],
    environment: { WORK_FILE: workFile },
  });
});

afterAll(async () => {
  await treadle.stop();
  rmSync(folder, { recursive: true });
});

function mapOf(concurrency: number, item: JsonObject): JsonObject {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        MaxConcurrency: concurrency,
        ItemProcessor: { StartAt: 'Item', States: { Item: { ...item, End: true } } },
        End: true,
      },
    },
  };
}

describe('a Map', () => {
  it.each([
    [10_000, 0],
    [1000, 40],
  ])(
    'runs %i items, MaxConcurrency %i',
    async (count, concurrency) => {
      const items = Array.from({ length: count }, (_, n) => n);
      const definition = mapOf(concurrency, { Type: 'Pass', Parameters: { 'n.$': '$' } });
      const machine = await createMachine(treadle.sfn, `map-${count}`, definition);
      const end = await ended(treadle.sfn, await start(treadle.sfn, machine, items), PATIENCE_MS);
      expect(end.status).toBe('SUCCEEDED');
      expect(JSON.parse(end.output ?? '')).toEqual(items.map((n) => ({ n })));
      const events = await historyOf(treadle.sfn, end.executionArn ?? '');
      expectWholeHistory(events, end);
      expect(events.filter(({ type }) => type === 'MapIterationSucceeded')).toHaveLength(count);
    },
    PATIENCE_MS,
  );

  it('keeps its MaxConcurrency', async () => {
    const items = Array.from({ length: 40 }, (_, n) => ({ n }));
    const Resource = 'arn:aws:lambda:us-east-1:123456789012:function:work';
    const end = await run(treadle.sfn, 'window', mapOf(7, { Type: 'Task', Resource }), items);
    expect(JSON.parse(end.output ?? '')).toEqual(items.map(({ n }) => n));
    let atOnce = 0;
    const counts = readFileSync(workFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (line === 'begin' ? ++atOnce : --atOnce));
    expect(counts).toHaveLength(80);
    expect(Math.max(...counts)).toBeLessThanOrEqual(7);
    expect(Math.max(...counts)).toBeGreaterThan(1);
  });
});

describe('a loop', () => {
  it(
    `goes on for ${TRANSITIONS} transitions, with its whole history`,
    async () => {
      const machine = await createMachine(treadle.sfn, 'loop', {
        StartAt: 'Count',
        States: {
          Count: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Enough?' },
          'Enough?': {
            Type: 'Choice',
            Choices: [{ Variable: '$.n', NumericEquals: TRANSITIONS / 2, Next: 'Done' }],
            Default: 'Count',
          },
          Done: { Type: 'Succeed' },
        },
      });
      const end = await ended(
        treadle.sfn,
        await start(treadle.sfn, machine, { n: 0 }),
        PATIENCE_MS,
      );
      expect(end.output).toBe(JSON.stringify({ n: TRANSITIONS / 2 }));
      const events = await historyOf(treadle.sfn, end.executionArn ?? '');
      expectWholeHistory(events, end);
      expect(events).toHaveLength(2 * TRANSITIONS + 4);
    },
    PATIENCE_MS,
  );
});
