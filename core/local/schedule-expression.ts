/** The schedule expressions of EventBridge Scheduler: `at(…)`, `rate(…)` and `cron(…)`, with time zones. */

import { Cron } from 'croner';

/** An expression that says nothing; the message is AWS's. */
export class ScheduleExpressionError extends Error {
  constructor(expression: string) {
    super(`Invalid Schedule Expression ${expression}.`);
  }
}

export interface Schedule {
  /** It happens once. */
  once: boolean;
  /** The first time after `time`; for a schedule that happens once: its time. Ms since 1970; undefined: never. */
  next(time: number): number | undefined;
}

const AT = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/;
const RATE = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/;
const CRON = /^cron\((\S+ \S+ \S+ \S+ \S+ \S+)\)$/;

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * @param timezone an IANA name
 * @param start ms since 1970; rates count from here
 * @throws {ScheduleExpressionError} when the expression or the time zone cannot be read
 */
export function parseSchedule(expression: string, timezone: string, start: number): Schedule {
  try {
    const schedule =
      atSchedule(expression, timezone) ??
      rateSchedule(expression, start) ??
      cronSchedule(expression, timezone);
    if (schedule) return schedule;
  } catch {
    // The calendar's words are about its own syntax; the answer below names the expression as it was given.
  }
  throw new ScheduleExpressionError(expression);
}

function atSchedule(expression: string, timezone: string): Schedule | undefined {
  const local = AT.exec(expression)?.[1];
  if (local === undefined) return undefined;
  const time = localTime(local, timezone);
  return { once: true, next: () => time };
}

function rateSchedule(expression: string, start: number): Schedule | undefined {
  const [, count, unit] = RATE.exec(expression) ?? [];
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') return undefined;
  const period = Number(count) * UNIT_MS[unit];
  return {
    once: false,
    next: (time) => start + Math.max(0, Math.floor((time - start) / period) + 1) * period,
  };
}

function cronSchedule(expression: string, timezone: string): Schedule | undefined {
  const fields = CRON.exec(expression)?.[1];
  if (fields === undefined) return undefined;
  // Scheduler's fields are Quartz's without the seconds: minutes … day of week (1 = Sunday), year.
  const cron = new Cron(`0 ${fields}`, { timezone, alternativeWeekdays: true, paused: true });
  return { once: false, next: (time) => cron.nextRun(new Date(time))?.getTime() };
}

/** The instant at which clocks in the time zone show the local time; in the hour that is skipped in spring, the one after. */
function localTime(local: string, timezone: string): number {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) throw new RangeError(local);
  const guess = wall - offset(wall, timezone);
  return wall - offset(guess, timezone);
}

/** How far the clocks of the time zone are ahead of UTC at an instant, in ms. */
function offset(instant: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  );
  return shown - Math.floor(instant / 1000) * 1000;
}
