import { describe, expect, it } from 'vitest';
import { isLogged, logEntry } from '../../core/engine/log-event.ts';
import type { Json, JsonObject } from '../../core/json.ts';

function entryOf(input: Json, withData = true): JsonObject & { details: JsonObject } {
  const text = logEntry(
    {
      executionArn: 'arn:aws:states:us-east-1:123456789012:execution:m:n',
      id: 2,
      previousEventId: 0,
      timestamp: 1_767_225_600_000,
      redriveCount: 0,
      event: { type: 'PassStateEntered', details: { name: 'A', input } },
    },
    withData,
  );
  return JSON.parse(text);
}

describe('a log entry', () => {
  it('is as AWS writes it', () => {
    expect(entryOf({ a: 1 })).toEqual({
      id: '2',
      type: 'PassStateEntered',
      details: { name: 'A', input: '{"a":1}', inputDetails: { truncated: false } },
      previous_event_id: '0',
      event_timestamp: '1767225600000',
      execution_arn: 'arn:aws:states:us-east-1:123456789012:execution:m:n',
      redrive_count: '0',
    });
  });

  it('leaves documents out where they are not asked for', () => {
    expect(entryOf({ a: 1 }, false).details).toEqual({ name: 'A' });
  });

  it('cuts a document whose escaped text has more than 248 KiB, between characters', () => {
    const { details } = entryOf(`${'"'.repeat(100)}${'😀'.repeat(100_000)}`);
    const escaped = Buffer.byteLength(JSON.stringify(details.input)) - 2;
    expect(details.inputDetails).toEqual({ truncated: true });
    expect(escaped).toBeLessThanOrEqual(248 * 1024);
    expect(escaped).toBeGreaterThan(248 * 1024 - 8);
    expect(String(details.input).isWellFormed()).toBe(true);
  });
});

describe('a level', () => {
  it.each([
    ['ALL', 'PassStateEntered', true],
    ['ERROR', 'PassStateEntered', false],
    ['ERROR', 'TaskFailed', true],
    ['ERROR', 'LambdaFunctionTimedOut', true],
    ['ERROR', 'MapIterationAborted', true],
    ['ERROR', 'FailStateEntered', true],
    ['ERROR', 'ExecutionFailed', true],
    ['FATAL', 'TaskFailed', false],
    ['FATAL', 'ExecutionAborted', true],
    ['FATAL', 'ExecutionSucceeded', false],
  ] as const)('%s has %s: %s', (level, type, expected) => {
    expect(isLogged(level, type)).toBe(expected);
  });
});
