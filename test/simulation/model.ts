/** A small reference model of one execution: two rounds of work by activities around a Wait, with all that time does to them. */

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED_OUT';
export type Name = 'one' | 'left' | 'right';

export const NAMES: Name[] = ['one', 'left', 'right'];

/** In ms; no two of them, counted from different commands, can fall on one moment. */
export const LIMITS = { wait: 20_000, heartbeat: 31_000, task: 97_000, execution: 499_000 };

interface Work {
  phase: 'idle' | 'queued' | 'started' | 'done';
  /** How often it was put in its activity's queue. */
  scheduled: number;
  timeoutAt: number;
  heartbeatAt: number;
}

/** What is expected of the execution; every method says what its caller should be told. */
export class Model {
  now: number;
  status: Status | undefined;
  redrives = 0;
  readonly work: Record<Name, Work>;
  #place: 'one' | 'wait' | 'pair' = 'one';
  #waitUntil = 0;
  #deadline = 0;

  constructor(now: number) {
    this.now = now;
    const idle = (): Work => ({ phase: 'idle', scheduled: 0, timeoutAt: 0, heartbeatAt: 0 });
    this.work = { one: idle(), left: idle(), right: idle() };
  }

  start(): void {
    if (this.status !== undefined) return;
    this.status = 'RUNNING';
    this.#deadline = this.now + LIMITS.execution;
    this.#schedule('one');
  }

  stop(): void {
    if (this.status === 'RUNNING') this.#end('ABORTED');
  }

  /** Whether the redrive is accepted. */
  redrive(): boolean {
    if (this.status === undefined || this.status === 'RUNNING' || this.status === 'SUCCEEDED') {
      return false;
    }
    this.status = 'RUNNING';
    this.redrives++;
    this.#deadline = this.now + LIMITS.execution;
    if (this.#place === 'one') this.#schedule('one');
    else if (this.#place === 'wait') this.#waitUntil = this.now + LIMITS.wait;
    else {
      for (const name of ['left', 'right'] as const) {
        if (this.work[name].phase !== 'done') this.#schedule(name);
      }
    }
    return true;
  }

  /** Whether a worker gets the task. */
  fetch(name: Name): boolean {
    const work = this.work[name];
    if (work.phase !== 'queued') return false;
    work.phase = 'started';
    work.timeoutAt = this.now + LIMITS.task;
    work.heartbeatAt = this.now + LIMITS.heartbeat;
    return true;
  }

  /** Whether the answer counts. `attempt`: which of the task's turns it answers. */
  answer(name: Name, attempt: number, succeeded: boolean): boolean {
    if (!this.#isOpen(name, attempt)) return false;
    if (!succeeded) {
      this.#end('FAILED');
      return true;
    }
    this.work[name].phase = 'done';
    if (name === 'one') {
      this.#place = 'wait';
      this.#waitUntil = this.now + LIMITS.wait;
    } else if (this.work.left.phase === 'done' && this.work.right.phase === 'done') {
      this.status = 'SUCCEEDED';
    }
    return true;
  }

  /** Whether the worker may go on. */
  beat(name: Name, attempt: number): boolean {
    if (!this.#isOpen(name, attempt)) return false;
    this.work[name].heartbeatAt = this.now + LIMITS.heartbeat;
    return true;
  }

  /** Lets time pass, and all that falls due happen in its order. */
  advance(ms: number): void {
    const end = this.now + ms;
    for (let due = this.#next(); due && due.at <= end; due = this.#next()) {
      this.now = due.at;
      due.act();
    }
    this.now = end;
  }

  #isOpen(name: Name, attempt: number): boolean {
    const { phase, scheduled } = this.work[name];
    return this.status === 'RUNNING' && phase === 'started' && scheduled === attempt;
  }

  #next(): { at: number; act: () => void } | undefined {
    if (this.status !== 'RUNNING') return undefined;
    const due = [{ at: this.#deadline, act: () => this.#end('TIMED_OUT') }];
    if (this.#place === 'wait') due.push({ at: this.#waitUntil, act: () => this.#enterPair() });
    for (const { phase, timeoutAt, heartbeatAt } of Object.values(this.work)) {
      const at = Math.min(timeoutAt, heartbeatAt);
      if (phase === 'started') due.push({ at, act: () => this.#end('FAILED') });
    }
    return due.sort((a, b) => a.at - b.at)[0];
  }

  #enterPair(): void {
    this.#place = 'pair';
    this.#schedule('left');
    this.#schedule('right');
  }

  #schedule(name: Name): void {
    this.work[name].phase = 'queued';
    this.work[name].scheduled++;
  }

  #end(status: Status): void {
    this.status = status;
    for (const work of Object.values(this.work)) {
      if (work.phase !== 'done') work.phase = 'idle';
    }
  }
}
