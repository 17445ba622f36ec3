/** Which Retrier or Catcher takes a failure, and when. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/asl/random.ts';
import { findCatcher, matchError, nextRetry } from '../../core/asl/retry.ts';
import type { Retrier } from '../../core/asl/types.ts';

const random = seededRandom('retry');

describe('matchError', () => {
  it.each([
    [['Custom'], 'Custom', true],
    [['Custom'], 'Other', false],
    [['A', 'B'], 'B', true],
    [['States.ALL'], 'Custom', true],
    [['States.ALL'], 'States.Timeout', true],
    [['States.ALL'], 'States.TaskFailed', true],
    [['States.ALL'], undefined, true],
    [['States.ALL'], 'States.DataLimitExceeded', false],
    [['States.ALL'], 'States.Runtime', false],
    [['States.Runtime'], 'States.Runtime', false],
    [['States.DataLimitExceeded'], 'States.DataLimitExceeded', true],
    [['States.TaskFailed'], 'Lambda.Unknown', true],
    [['States.TaskFailed'], 'States.HeartbeatTimeout', true],
    [['States.TaskFailed'], 'States.Timeout', false],
    [['States.TaskFailed'], 'States.Runtime', false],
    [['States.Timeout'], 'States.Timeout', true],
    [['States.Timeout'], 'States.HeartbeatTimeout', true],
    [['States.HeartbeatTimeout'], 'States.Timeout', false],
    [['Custom'], undefined, false],
    [[], 'Custom', false],
  ])('%j on %s: %s', (names, error, result) => {
    expect(matchError(names, error)).toBe(result);
  });
});

describe('findCatcher', () => {
  it('takes the first that matches', () => {
    const catchers = [
      { ErrorEquals: ['A'], Next: 'a' },
      { ErrorEquals: ['B', 'A'], Next: 'b' },
      { ErrorEquals: ['States.ALL'], Next: 'rest' },
    ];
    expect(findCatcher(catchers, 'A')?.Next).toBe('a');
    expect(findCatcher(catchers, 'B')?.Next).toBe('b');
    expect(findCatcher(catchers, 'C')?.Next).toBe('rest');
    expect(findCatcher(catchers, 'States.Runtime')).toBeUndefined();
    expect(findCatcher(undefined, 'A')).toBeUndefined();
  });
});

describe('nextRetry', () => {
  /** The delays that a Retrier grants until it gives up. */
  function delays(retrier: Omit<Retrier, 'ErrorEquals'>): number[] {
    const granted: number[] = [];
    for (;;) {
      const retriers = [{ ErrorEquals: ['States.ALL'], ...retrier }];
      const next = nextRetry(retriers, [granted.length], 'Custom', random);
      if (!next) return granted;
      granted.push(next.delaySeconds);
    }
  }

  it.each<[Omit<Retrier, 'ErrorEquals'>, number[]]>([
    [{}, [1, 2, 4]],
    [{ MaxAttempts: 0 }, []],
    [{ IntervalSeconds: 3, MaxAttempts: 4, BackoffRate: 1.5 }, [3, 4.5, 6.75, 10.125]],
    [{ BackoffRate: 1, MaxAttempts: 2 }, [1, 1]],
    [{ IntervalSeconds: 3, MaxDelaySeconds: 5, JitterStrategy: 'NONE' }, [3, 5, 5]],
  ])('%j waits %j', (retrier, expected) => {
    expect(delays(retrier)).toEqual(expected);
  });

  it('counts for each Retrier by itself, and does not go on to the next when one is used up', () => {
    const retriers = [
      { ErrorEquals: ['A'], MaxAttempts: 1 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 2 },
    ];
    expect(nextRetry(retriers, [0, 0], 'A', random)).toEqual({ retrier: 0, delaySeconds: 1 });
    expect(nextRetry(retriers, [1, 0], 'A', random)).toBeUndefined();
    expect(nextRetry(retriers, [1, 1], 'B', random)).toEqual({ retrier: 1, delaySeconds: 2 });
    expect(nextRetry([], [], 'A', random)).toBeUndefined();
  });

  it('draws a jittered delay between nothing and the full one', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 100 }),
        fc.string(),
        (count, IntervalSeconds, seed) => {
          const retrier = { ErrorEquals: ['E'], IntervalSeconds, MaxAttempts: 2000 };
          const draw = (JitterStrategy: 'FULL' | 'NONE') =>
            nextRetry([{ ...retrier, JitterStrategy }], [count], 'E', seededRandom(seed));
          const full = draw('NONE')?.delaySeconds ?? Number.NaN;
          const jittered = draw('FULL')?.delaySeconds ?? Number.NaN;
          expect(full).toBeLessThanOrEqual(31_622_400);
          expect(jittered).toBeGreaterThanOrEqual(0);
          expect(jittered).toBeLessThan(full);
          expect(draw('FULL')).toEqual(draw('FULL'));
        },
      ),
    );
  });
});
