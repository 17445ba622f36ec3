/** What every part of the runtime works with: the ports, the settings, and the machines it has prepared. */

import type { Home } from '../arn.ts';
import type { Machine } from '../engine/machine.ts';
import type { Ports } from '../ports.ts';

export interface Settings {
  home: Home;
  /** Largest document in bytes that may pass from state to state; absent: no limit. */
  payloadLimit?: number;
  /** How many children one step makes at most, where not as many as the runtime thinks right. */
  mostChildren?: number;
  /** How long Lambda waits before it runs a failed event again, in ms: no younger attempt can have ended. */
  retryDelayMs: number;
  /** How long one invocation may last, in ms. */
  longestInvocationMs: number;
  /** How long records are kept, in ms. */
  retentionMs: number;
  /** Whether states that follow each other without waiting are decided in one step. */
  fuse?: boolean;
  /** Signs task tokens and page tokens; the same in every process that gives them out or takes them. */
  tokenSecret: string;
}

export interface Runtime {
  ports: Ports;
  settings: Settings;
  machines: MachineCache;
}

/** Machines by name and revision. A revision never changes, so an entry stays right; the oldest make room. */
export class MachineCache {
  readonly #entries = new Map<string, Machine>();
  readonly #capacity: number;

  constructor(capacity = 100) {
    this.#capacity = capacity;
  }

  async get(name: string, revision: string, load: () => Promise<Machine>): Promise<Machine> {
    const key = `${name}#${revision}`;
    const known = this.#entries.get(key);
    if (known) return known;
    const machine = await load();
    this.#entries.set(key, machine);
    if (this.#entries.size > this.#capacity) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
    return machine;
  }
}

export function createRuntime(ports: Ports, settings: Settings): Runtime {
  return { ports, settings, machines: new MachineCache() };
}
