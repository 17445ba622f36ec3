/** The time of a world in memory: the machine's, or one that passes only when there is nothing left to do. */

import type { Timestamp } from '../engine/execution.ts';
import { type LocalClock, systemClock } from './clock.ts';

export interface WorldTime extends LocalClock {
  /**
   * Lets time pass until something rings, or until the horizon.
   *
   * @param horizon ms since 1970
   * @returns false where nothing rings before the horizon
   */
  pass(horizon: Timestamp): Promise<boolean>;
}

interface Appointment {
  time: Timestamp;
  ring: () => void;
}

/** A clock that stands still, and jumps from one appointment to the next. @param start ms since 1970 */
export function virtualTime(start: Timestamp): WorldTime {
  let now = start;
  const appointments: Appointment[] = [];
  return {
    now: () => now,
    at(time, ring) {
      const appointment = { time, ring };
      appointments.splice(placeFor(appointments, time), 0, appointment);
      return () => {
        const index = appointments.indexOf(appointment);
        if (index >= 0) appointments.splice(index, 1);
      };
    },
    async pass(horizon) {
      const next = appointments[0];
      if (!next || next.time > horizon) {
        if (Number.isFinite(horizon)) now = Math.max(now, horizon);
        return false;
      }
      appointments.shift();
      now = Math.max(now, next.time);
      next.ring();
      return true;
    },
  };
}

/** The machine's clock. */
export function realTime(clock: LocalClock = systemClock): WorldTime {
  let armed = 0;
  let rung = () => {};
  return {
    now: clock.now,
    at(time, ring) {
      armed++;
      const cancel = clock.at(time, () => {
        armed--;
        ring();
        rung();
      });
      return () => {
        armed--;
        cancel();
      };
    },
    async pass() {
      if (armed === 0) return false;
      await new Promise<void>((resolve) => {
        rung = resolve;
      });
      return true;
    },
  };
}

/** Behind all that are due at the same time or before it. */
function placeFor(appointments: readonly Appointment[], time: Timestamp): number {
  let low = 0;
  let high = appointments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((appointments[middle]?.time ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
