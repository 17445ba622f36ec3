/** Processes of a simulated world: the runtime on ports that fail as the faults say. */

import type { Ports } from '../../core/ports.ts';
import { Chaos, Crash, type Fault, type Faults } from './faults.ts';

type Method = (...args: unknown[]) => Promise<unknown>;

/** Counts and guards the port calls of all processes of a world. */
export class PortGuard {
  calls = 0;
  readonly #faults: Faults;
  readonly #chaos: Chaos | undefined;
  readonly #gate: () => Promise<void>;

  /** @param gate waits until a call is let through */
  constructor(faults: Faults, gate: () => Promise<void>) {
    this.#faults = faults;
    this.#chaos = faults.chaos && new Chaos(faults.chaos);
    this.#gate = gate;
  }

  /** The ports of one process; when it dies, none of its later calls has an effect. */
  portsOfProcess({ clock, logs, statusChanges, ...ports }: Ports): Ports {
    const process = { dead: false };
    const guard = <T extends object>(port: T, once = false): T =>
      new Proxy(port, {
        get: (target, key) => {
          const method = Reflect.get(target, key) as Method;
          return (...args: unknown[]) => this.#call(process, () => method(...args), once);
        },
      });
    return {
      clock,
      ...(logs && { logs: guard(logs) }),
      ...(statusChanges && { statusChanges: guard(statusChanges) }),
      store: guard(ports.store),
      machines: guard(ports.machines),
      invoker: guard(ports.invoker),
      timers: guard(ports.timers),
      tasks: guard(ports.tasks, true),
      activities: guard(ports.activities),
    };
  }

  async #call(
    process: { dead: boolean },
    act: () => Promise<unknown>,
    once: boolean,
  ): Promise<unknown> {
    await this.#gate();
    if (process.dead) throw new Crash();
    const call = this.calls++;
    if (this.#faults.meanwhile?.call === call) await this.#faults.meanwhile.act();
    const fault = this.#faultOf(call, once);
    if (fault === 'die before' || fault === 'throw before') this.#fail(process, fault);
    const result = await act();
    if (fault === 'die after' || fault === 'throw after') this.#fail(process, fault);
    return fault === 'repeat' ? act() : result;
  }

  #faultOf(call: number, once: boolean): Fault {
    const { crash } = this.#faults;
    if (crash?.call === call) return crash.when === 'before' ? 'die before' : 'die after';
    if (this.#faults.repeat === call) return once ? 'none' : 'repeat';
    return this.#chaos?.ofCall(once) ?? 'none';
  }

  #fail(process: { dead: boolean }, fault: Fault): never {
    if (fault.startsWith('throw')) throw new Error('the service was busy');
    process.dead = true;
    throw new Crash();
  }
}
