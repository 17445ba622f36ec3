/** What can go wrong in a simulated world, at every single port call and with every message. */

import { type Random, seededRandom } from '../../core/asl/random.ts';

/** What makes the process die; nothing in the runtime may catch it. */
export class Crash extends Error {}

export interface Faults {
  /** Die before or after the n-th port call, counted from 0. */
  crash?: { call: number; when: 'before' | 'after' };
  /** Lose the answer of the n-th port call, which its client then makes again. */
  repeat?: number;
  /** Do something else before the n-th port call, as another process would. */
  meanwhile?: { call: number; act: () => Promise<unknown> };
  /** Deliver every message a second time, under a delivery id of its own. */
  duplicate?: boolean;
  /** Deliver every message again so many ms later, under a delivery id of its own. */
  echoMs?: number;
  /** Run a failed message again after so many ms, instead of Lambda's minute. */
  retryDelayMs?: number;
  /** Lose the n-th message with all that would repeat it. */
  lose?: number;
  /** Run many invocations at once, their port calls in an order that follows from the seed. */
  order?: string;
  /** No fault: decide states that follow each other without waiting in one step. */
  fuse?: boolean;
  /** No fault: how many children one step makes at most. */
  mostChildren?: number;
  /** Of the runtime's settings: the bytes that a document may have. */
  payloadLimit?: number;
  /** Let any port call fail and any message come twice, by chance. */
  chaos?: { seed: string; rate: number };
}

/** What befalls one port call. */
export type Fault =
  | 'none'
  /** The process dies, without the call or with it. */
  | 'die before'
  | 'die after'
  /** The call throws, without having an effect or with it: throttled, or its answer lost. */
  | 'throw before'
  | 'throw after'
  /** The first answer is lost, and the SDK makes the call again. */
  | 'repeat';

const CHANCES: Fault[] = ['die before', 'die after', 'throw before', 'throw after', 'repeat'];

/** Draws what befalls calls and messages by chance. */
export class Chaos {
  readonly #random: Random;
  readonly #rate: number;

  constructor({ seed, rate }: { seed: string; rate: number }) {
    this.#random = seededRandom(seed);
    this.#rate = rate;
  }

  /** For a call which its client makes once only, `repeat` stands for no fault. */
  ofCall(once: boolean): Fault {
    if (this.#random.next() >= this.#rate) return 'none';
    const fault = CHANCES[Math.floor(this.#random.next() * CHANCES.length)] ?? 'none';
    return once && fault === 'repeat' ? 'none' : fault;
  }

  /** Whether a message comes twice, and whether both come under one delivery id. */
  ofMessage(): { twice: boolean; sameId: boolean } {
    return { twice: this.#random.next() < this.#rate, sameId: this.#random.next() < 0.5 };
  }
}
