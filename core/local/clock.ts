/** The time as the local services see it: a clock that also rings, so that tests can turn it by hand. */

export interface LocalClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `ring` once, at `time` (ms since 1970) or at once where that is past. Returns what cancels it. */
  at(time: number, ring: () => void): () => void;
}

/** The longest delay that `setTimeout` keeps. */
const LONGEST_DELAY = 2 ** 31 - 1;

export const systemClock: LocalClock = {
  now: () => Date.now(),
  at(time, ring) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const delay = Math.max(0, time - Date.now());
      timer = delay > LONGEST_DELAY ? setTimeout(arm, LONGEST_DELAY) : setTimeout(ring, delay);
    };
    arm();
    return () => clearTimeout(timer);
  },
};

/** One alarm for many due times: rings at the earliest of those it was told since it last rang. */
export class Alarm {
  private readonly clock: LocalClock;
  private readonly ring: () => void;
  private time = Number.POSITIVE_INFINITY;
  private cancel = () => {};

  constructor(clock: LocalClock, ring: () => void) {
    this.clock = clock;
    this.ring = ring;
  }

  /** @param time ms since 1970 */
  set(time: number): void {
    if (time >= this.time) return;
    this.cancel();
    this.time = time;
    this.cancel = this.clock.at(time, () => {
      this.time = Number.POSITIVE_INFINITY;
      this.ring();
    });
  }

  stop(): void {
    this.cancel();
    this.time = Number.NEGATIVE_INFINITY;
  }
}
