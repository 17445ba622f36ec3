import { describe, expect, it } from 'vitest';
import { parseSchedule, ScheduleExpressionError } from '../../core/local/schedule-expression.ts';

const now = Date.parse('2026-03-27T12:00:00Z');

function next(expression: string, timezone = 'UTC', after = now): string | undefined {
  const time = parseSchedule(expression, timezone, now).next(after);
  return time === undefined ? undefined : new Date(time).toISOString();
}

describe('schedule expressions', () => {
  it.each([
    ['at(2026-04-01T08:00:00)', 'UTC', '2026-04-01T08:00:00.000Z'],
    ['at(2026-04-01T08:00:00)', 'Europe/Berlin', '2026-04-01T06:00:00.000Z'],
    ['at(2026-03-28T08:00:00)', 'Europe/Berlin', '2026-03-28T07:00:00.000Z'],
    ['at(2026-04-01T08:00:00)', 'Asia/Kolkata', '2026-04-01T02:30:00.000Z'],
    ['rate(5 minutes)', 'UTC', '2026-03-27T12:05:00.000Z'],
    ['rate(1 hour)', 'UTC', '2026-03-27T13:00:00.000Z'],
    ['rate(1 day)', 'UTC', '2026-03-28T12:00:00.000Z'],
    ['cron(15 10 * * ? *)', 'UTC', '2026-03-28T10:15:00.000Z'],
    ['cron(0 9 ? * MON-FRI *)', 'America/New_York', '2026-03-27T13:00:00.000Z'],
    ['cron(0 9 ? * 2 *)', 'UTC', '2026-03-30T09:00:00.000Z'],
    ['cron(0 0 L * ? *)', 'UTC', '2026-03-31T00:00:00.000Z'],
    ['cron(0 0 1 1 ? 2028)', 'UTC', '2028-01-01T00:00:00.000Z'],
  ])('%s in %s comes at %s', (expression, timezone, expected) => {
    expect(next(expression, timezone)).toBe(expected);
  });

  it('counts rates from the start, not from the last look', () => {
    expect(next('rate(5 minutes)', 'UTC', now + 7 * 60_000)).toBe('2026-03-27T12:10:00.000Z');
  });

  it.each([
    'at(tomorrow)',
    'at(2026-13-01T00:00:00)',
    'rate(0 minutes)',
    'rate(1 fortnight)',
    'cron(* *)',
    'never',
  ])('refuses %s', (expression) => {
    expect(() => parseSchedule(expression, 'UTC', now)).toThrow(ScheduleExpressionError);
  });

  it('refuses a time zone that is none', () => {
    expect(() => parseSchedule('at(2026-04-01T08:00:00)', 'Mars/Base', now)).toThrow(
      'Invalid Schedule Expression at(2026-04-01T08:00:00).',
    );
  });
});
