/**
 * Definitions broken at random: each gets a verdict, none stops the checker or reaches a prototype.
 * `FUZZ_DEFINITIONS=100000` checks so many; `FUZZ_SEED` repeats a run.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it, describe as suite } from 'vitest';
import { readDefinition } from '../../../core/asl/read-definition.ts';
import { describe, isRefused, validate } from '../../../core/asl/validate/index.ts';
import { mutate, mutation } from '../../mutations.ts';
import { LAMBDA } from './machine.ts';

const numRuns = Number(process.env.FUZZ_DEFINITIONS ?? 3000);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

const task = {
  Type: 'Task',
  Resource: LAMBDA,
  Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2, BackoffRate: 1.5 }],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End', Assign: { failed: true } }],
  TimeoutSeconds: 10,
  Next: 'Choose',
};
const inner = { StartAt: 'In', States: { In: { Type: 'Pass', Assign: { i: 1 }, End: true } } };
const config = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };

/** Every state type and most fields, once in each language. */
const samples: string[] = [
  {
    StartAt: 'Call',
    States: {
      Call: {
        ...task,
        Parameters: { 'a.$': "States.Format('{}', $x)", 'b.$': '$.c[?(@.d == $y)]' },
        ResultSelector: { 'r.$': '$' },
        ResultPath: '$.r',
      },
      Choose: {
        Type: 'Choice',
        Choices: [{ And: [{ Variable: '$.a', IsNull: false }], Next: 'Each', Assign: { c: 1 } }],
        Default: 'Rest',
      },
      Each: { Type: 'Map', ItemsPath: '$.a', ItemProcessor: inner, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'B', States: { B: { Type: 'Fail', Cause: 'x' } } }],
        Next: 'Rest',
      },
      Rest: { Type: 'Wait', TimestampPath: '$.t', Assign: { 'd.$': '$.d' }, Next: 'End' },
      End: { Type: 'Succeed', OutputPath: '$.r' },
    },
  },
  {
    QueryLanguage: 'JSONata',
    StartAt: 'Call',
    States: {
      Call: {
        ...task,
        Arguments: { a: '{% $x & $states.input.a[b > 1] %}' },
        Output: '{% $states.result %}',
      },
      Choose: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $a = 1 %}', Next: 'Each' }],
        Default: 'Rest',
      },
      Each: {
        Type: 'Map',
        Items: '{% [1..3] %}',
        ItemProcessor: { ...inner, ProcessorConfig: config },
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          Arguments: { Bucket: 'b', Key: 'k' },
        },
        ItemBatcher: { MaxItemsPerBatch: '{% 2 %}' },
        Next: 'Rest',
      },
      Rest: { Type: 'Wait', Seconds: '{% 1 %}', Next: 'End' },
      End: { Type: 'Succeed', Output: { e: ['{% $map([1], function($v) { $v }) %}'] } },
    },
  },
].map((sample) => JSON.stringify(sample));

const corpus = new URL('../../../../shared/corpus/defs/', import.meta.url);
if (existsSync(corpus)) {
  for (const name of readdirSync(corpus)) samples.push(readFileSync(new URL(name, corpus), 'utf8'));
}

suite('definitions broken at random', () => {
  it(`get a verdict, seed ${seed}`, { timeout: 30_000 + 10 * numRuns }, async () => {
    console.info(`${numRuns} definitions, FUZZ_SEED=${seed}`);
    const inherited = Object.getOwnPropertyNames(Object.prototype).length;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        async (sample, changes) => {
          const text = changes.reduce(mutate, sample);
          const verdict = await validate(text);
          expect(verdict.definition === undefined).toBe(isRefused(verdict.problems));
          expect(verdict.problems.every(({ code, message }) => code && message)).toBe(true);
          if (verdict.definition) expect(verdict.definition).toEqual(readDefinition(text));
          expect(typeof describe(verdict.problems)).toBe('string');
        },
      ),
      { numRuns, seed },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(inherited);
    expect('polluted' in {}).toBe(false);
  });

  it('are not needed for texts and JSON of other kinds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        expect((await validate(text)).definition).toBeUndefined();
      }),
      { seed },
    );
  });
});
