/** Wait: goes on after a number of seconds or at a time. https://states-language.net/#wait-state */

import { StatesError } from '../../asl/errors.ts';
import { findPath } from '../../asl/query/jsonpath.ts';
import { parseTimestamp } from '../../asl/timestamp.ts';
import type { WaitState } from '../../asl/types.ts';
import { textOf } from '../../json.ts';
import type { Timestamp } from '../execution.ts';
import type { StateScope, StateType } from './type.ts';

/** AWS counts the delay in seconds as a 32-bit integer. */
const LONGEST_DELAY_SECONDS = 2 ** 31 - 1;

export const wait: StateType<WaitState> = {
  enter(state, scope) {
    const until = dueTime(state, scope);
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

function dueTime(state: WaitState, scope: StateScope): Timestamp {
  if (typeof state.Seconds === 'number') return scope.now + state.Seconds * 1000;
  if (state.SecondsPath !== undefined) {
    return scope.now + secondsAt(state.SecondsPath, scope) * 1000;
  }
  if (state.Timestamp !== undefined) return literalTime(state.Timestamp);
  if (state.TimestampPath !== undefined) return timeAt(state.TimestampPath, scope);
  throw new StatesError('States.Runtime', 'The Wait state does not say how long to wait.');
}

function secondsAt(path: string, scope: StateScope): number {
  const value = findPath(path, scope.input, scope.query);
  if (value === undefined) {
    throw runtime(`The SecondsPath parameter does not reference an input value: ${path}`);
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw runtime(
      `The SecondsPath parameter cannot be parsed as a long value: ${path} == ${textOf(value)}`,
    );
  }
  if (value < 0) {
    throw runtime(`The SecondsPath parameter references a negative value: ${path} == ${value}`);
  }
  return value;
}

function timeAt(path: string, scope: StateScope): Timestamp {
  const value = findPath(path, scope.input, scope.query);
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

function literalTime(text: string): Timestamp {
  const time = parseTimestamp(text);
  if (time !== undefined) return time;
  throw runtime(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
  );
}

function runtime(message: string): StatesError {
  return new StatesError('States.Runtime', message);
}
