/** Wait: goes on after a number of seconds or at a time. https://states-language.net/#wait-state */

import { StatesError } from '../../asl/errors.ts';
import { unparsableTimestamp } from '../../asl/jsonata/errors.ts';
import { findPath } from '../../asl/query/jsonpath.ts';
import { parseTimestamp } from '../../asl/timestamp.ts';
import type { WaitState } from '../../asl/types.ts';
import { textOf } from '../../json.ts';
import { numberOf } from '../../number.ts';
import type { Timestamp } from '../execution.ts';
import { mistyped } from '../mistyped.ts';
import type { StateScope, StateType } from './type.ts';
import { wholeNumber } from './whole-number.ts';

/** AWS counts the delay in seconds as a 32-bit integer. */
const LONGEST_DELAY_SECONDS = 2 ** 31 - 1;

export const wait: StateType<WaitState> = {
  async enter(state, scope) {
    const until = await dueTime(state, scope);
    if (until - scope.now > LONGEST_DELAY_SECONDS * 1000) {
      throw new StatesError('States.Runtime', 'Wait state delay is too long.');
    }
    if (until <= scope.now) return { type: 'done', result: scope.input };
    return {
      type: 'waiting',
      waiting: { for: 'timer', until },
      commands: [{ type: 'ScheduleTimer', at: until, timer: 'state' }],
    };
  },
  resume: (_state, scope) => ({ type: 'done', result: scope.input }),
};

async function dueTime(state: WaitState, scope: StateScope): Promise<Timestamp> {
  if (state.SecondsPath !== undefined) {
    return scope.now + secondsAt(state.SecondsPath, scope) * 1000;
  }
  if (state.TimestampPath !== undefined) return timeAt(state.TimestampPath, scope);
  const seconds = await wholeNumber(state, 'Seconds', 0, scope);
  if (seconds !== undefined) return scope.now + seconds * 1000;
  const time = await scope.query.value({ ...state }, 'Timestamp', scope.input, scope.data);
  if (typeof time === 'string') return literalTime(time, state);
  const trouble = time === undefined ? undefined : mistyped(state, 'Timestamp', 'string', time);
  throw trouble ?? runtime('The Wait state does not say how long to wait.');
}

function secondsAt(path: string, scope: StateScope): number {
  const value = findPath(path, scope.input, scope.data);
  if (value === undefined) {
    throw runtime(`The SecondsPath parameter does not reference an input value: ${path}`);
  }
  const seconds = numberOf(value);
  if (seconds === undefined || !Number.isInteger(seconds)) {
    throw runtime(
      `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${textOf(value)}`,
    );
  }
  if (seconds < 0) {
    throw runtime(`The SecondsPath parameter references a negative value: ${path} == ${seconds}`);
  }
  return seconds;
}

function timeAt(path: string, scope: StateScope): Timestamp {
  const value = findPath(path, scope.input, scope.data);
  if (value === undefined) {
    throw runtime(`The TimestampPath parameter does not reference an input value: ${path}`);
  }
  const time = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (time !== undefined) return time;
  const shown = typeof value === 'string' ? value : textOf(value);
  throw runtime(
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${shown}`,
  );
}

function literalTime(text: string, { Timestamp: literal }: WaitState): Timestamp {
  const time = parseTimestamp(text);
  if (time !== undefined) return time;
  const unparsable = unparsableTimestamp(text);
  throw literal === text ? runtime(unparsable.message) : unparsable;
}

function runtime(message: string): StatesError {
  return new StatesError('States.Runtime', message);
}
