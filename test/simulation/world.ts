/**
 * A world for the runtime: real stores in memory, queues that deliver at least once, a clock that stands still until
 * nothing else is left to do, and faults where a test wants them.
 */

import { setImmediate as settled } from 'node:timers/promises';
import { type Random, seededRandom } from '../../core/asl/random.ts';
import type { Execution } from '../../core/engine/execution.ts';
import type { StepMessage, StepRecord } from '../../core/engine/step-record.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { createMemoryActivities } from '../../core/local/memory-activities.ts';
import { createMemoryMachineStore } from '../../core/local/memory-machine-store.ts';
import { createMemoryStore } from '../../core/local/memory-store.ts';
import type { Activities, MachineStore, Ports, StatusChange, Store } from '../../core/ports.ts';
import { redeliver } from '../../core/runtime/redeliver.ts';
import { runStep } from '../../core/runtime/run-step.ts';
import { createRuntime, type Runtime } from '../../core/runtime/runtime.ts';
import { startExecution } from '../../core/runtime/start-execution.ts';
import { stopExecution } from '../../core/runtime/stop-execution.ts';
import { sweep } from '../../core/runtime/sweep.ts';
import { Chaos, type Faults } from './faults.ts';
import { PortGuard } from './process.ts';
import { Workers } from './workers.ts';

/** Something that a client does, and does again where it failed. */
export type Request = (runtime: Runtime, requestId: string) => Promise<unknown>;

interface Delivery {
  id: string;
  work: StepMessage | Request;
  due: number;
  /** How often Lambda has run it in vain. */
  failures: number;
}

const RETRY_DELAY_MS = 60_000;
const LONGEST_INVOCATION_MS = 900_000;
/** Lambda runs an event once and retries it twice. */
const MOST_FAILURES = 3;
const MOST_AT_ONCE = 8;
const MOST_STEPS = 100_000;

export class World {
  readonly store: Store = createMemoryStore();
  readonly machines: MachineStore = createMemoryMachineStore();
  readonly activities: Activities = createMemoryActivities();
  readonly workers = new Workers(() => this.#pass());
  now = Date.parse('2026-01-01T00:00:00Z');
  /** What invocations threw. */
  readonly errors: unknown[] = [];
  /** How many messages were sent. */
  messages = 0;
  /** The texts of the entries of the log, whatever its group and stream. */
  readonly logged: string[] = [];
  /** The changes of status that were told. */
  readonly told: StatusChange[] = [];
  readonly #faults: Faults;
  readonly #chaos: Chaos | undefined;
  readonly #order: Random | undefined;
  readonly #guard: PortGuard;
  readonly #queue: Delivery[] = [];
  /** Port calls of running invocations that wait to be let through. */
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #deliveries = 0;
  #isRunning = false;

  constructor(faults: Faults = {}) {
    this.#faults = faults;
    this.#chaos = faults.chaos && new Chaos({ ...faults.chaos, seed: `${faults.chaos.seed}!` });
    this.#order = faults.order === undefined ? undefined : seededRandom(faults.order);
    this.#guard = new PortGuard(faults, () => this.#pass());
  }

  get #retryDelayMs(): number {
    return this.#faults.retryDelayMs ?? RETRY_DELAY_MS;
  }

  get portCalls(): number {
    return this.#guard.calls;
  }

  async createMachine(
    name: string,
    definition: JsonObject | string,
    configuration: JsonObject = {},
  ): Promise<void> {
    const revision = {
      id: 'r1',
      definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
      roleArn: 'arn:aws:iam::123456789012:role/r',
      updatedAt: this.now,
      configuration,
    };
    const machine = {
      name,
      type: 'STANDARD',
      status: 'ACTIVE',
      createdAt: this.now,
      revisionId: 'r1',
    } as const;
    await this.machines.create(machine, revision);
  }

  /** Starts an execution as an API call would: where it fails, the caller asks again. */
  async start(machine: string, input: Json, name = 'run'): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      try {
        const deliveryId = `start-${attempt}`;
        const request = { machine, revision: 'r1', name, input, deliveryId };
        return (await startExecution(this.#process(), request)).id;
      } catch (error) {
        if (attempt > 20) throw error;
      }
    }
  }

  /** Starts an execution as a caller who does not ask again where that fails. */
  async tryToStart(machine: string, input: Json, name = 'run'): Promise<void> {
    const request = { machine, revision: 'r1', name, input, deliveryId: 'start' };
    await startExecution(this.#process(), request).catch((error: unknown) =>
      this.errors.push(error),
    );
  }

  /** Stops an execution as an API call that meets no fault of its own. */
  async stop(execution: string): Promise<void> {
    await stopExecution(this.#runtimeOn(this.#ports()), execution, { error: 'Stopped' }, 'stop');
  }

  /** Does something as a client that asks again at once where it failed. */
  async call<T>(request: (runtime: Runtime, requestId: string) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await request(this.#process(), `call-${this.#deliveries++}`);
      } catch (error) {
        this.errors.push(error);
        if (attempt > 20) throw error;
      }
    }
  }

  /** As `call`, of a client that does not ask again where that fails. */
  async callOnce(request: Request): Promise<void> {
    try {
      await request(this.#process(), `call-${this.#deliveries++}`);
    } catch (error) {
      this.errors.push(error);
    }
  }

  /** As `call`, of a client that meets no fault. */
  callSafely<T>(request: (runtime: Runtime, requestId: string) => Promise<T>): Promise<T> {
    return request(this.#runtimeOn(this.#ports()), `call-${this.#deliveries++}`);
  }

  /** Lets a client do something in so many ms. */
  ask(request: Request, inMs = 0): void {
    const id = `request-${this.#deliveries++}`;
    this.#queue.push({ id, work: request, due: this.now + inMs, failures: 0 });
  }

  /** Delivers messages until none is left that is due before the horizon, in ms since 1970. */
  async run(horizon = Number.POSITIVE_INFINITY): Promise<void> {
    if (!(await this.#comesToRest(MOST_STEPS, horizon))) {
      throw new Error('the world does not come to rest');
    }
  }

  /** Delivers so many messages at most, for machines that may go round for ever. */
  async runAtMost(steps: number): Promise<void> {
    await this.#comesToRest(steps, Number.POSITIVE_INFINITY);
  }

  async #comesToRest(most: number, horizon: number): Promise<boolean> {
    this.#isRunning = true;
    let steps = 0;
    while (steps < most && (await this.#next(horizon))) steps++;
    this.#isRunning = false;
    return steps < most;
  }

  /** Lets more time pass than an invocation may last, and sweeps. */
  async sweep(): Promise<void> {
    this.now += LONGEST_INVOCATION_MS + 1;
    await sweep(this.#runtimeOn(this.#ports()));
  }

  async last(execution: string): Promise<Execution> {
    const record = await this.store.latest(execution);
    if (!record) throw new Error(`no execution ${execution}`);
    return record.state;
  }

  records(execution: string): Promise<StepRecord[]> {
    return this.store.records(execution, 0, 1_000_000);
  }

  /** Does one thing of those that can be done; false when nothing is left. */
  async #next(horizon: number): Promise<boolean> {
    const ready = this.#queue.filter(({ due }) => due <= this.now);
    if (!this.#order) {
      const delivery = ready[0] ?? this.#earliest(horizon);
      if (delivery) await this.#deliver(delivery);
      return delivery !== undefined;
    }
    const startable = this.#running < MOST_AT_ONCE ? ready.length : 0;
    const choices = this.#waiting.length + startable;
    const delivery = choices === 0 ? this.#earliest(horizon) : undefined;
    if (choices === 0 && !delivery) return false;
    const choice = Math.floor(this.#order.next() * choices);
    const chosen = delivery ?? ready[choice - this.#waiting.length];
    if (chosen) void this.#deliver(chosen);
    else this.#waiting.splice(choice, 1)[0]?.();
    // Whatever follows from it at once has happened before the next thing is chosen.
    await settled();
    return true;
  }

  #earliest(horizon: number): Delivery | undefined {
    const due = this.#queue.filter((delivery) => delivery.due < horizon);
    return due.sort((a, b) => a.due - b.due)[0];
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { id, work, failures } = delivery;
    this.#queue.splice(this.#queue.indexOf(delivery), 1);
    this.now = Math.max(this.now, delivery.due);
    const isRequest = typeof work === 'function';
    const deliveryId = isRequest ? `${id} try ${failures}` : (work.deliveryId ?? id);
    this.#running++;
    try {
      if (isRequest) await work(this.#process(), deliveryId);
      else await runStep(this.#process(), work, deliveryId);
    } catch (error) {
      this.errors.push(error);
      if (isRequest) {
        this.#queue.push({ ...delivery, due: this.now + 1_000, failures: failures + 1 });
      } else if (failures + 1 < MOST_FAILURES) {
        const due = this.now + (failures + 1) * this.#retryDelayMs;
        this.#queue.push({ ...delivery, due, failures: failures + 1 });
      } else {
        await redeliver(this.#runtimeOn(this.#ports()), work, deliveryId);
      }
    }
    this.#running--;
  }

  #enqueue(message: StepMessage, due: number): void {
    if (this.messages++ === this.#faults.lose) return;
    const delivery = { work: message, due, failures: 0 };
    const id = () => `delivery-${this.#deliveries++}`;
    const first = { ...delivery, id: id() };
    this.#queue.push(first);
    const { echoMs } = this.#faults;
    if (echoMs !== undefined) this.#queue.push({ ...delivery, id: id(), due: due + echoMs });
    if (this.#faults.duplicate) this.#queue.push({ ...delivery, id: id() });
    const { twice, sameId } = this.#chaos?.ofMessage() ?? { twice: false, sameId: false };
    if (twice) this.#queue.push({ ...delivery, id: sameId ? first.id : id() });
  }

  #pass(): Promise<void> {
    if (!this.#order || !this.#isRunning) return Promise.resolve();
    return new Promise((letThrough) => this.#waiting.push(letThrough));
  }

  /** What a process has in memory dies with it, so each delivery gets a new one. */
  #process(): Runtime {
    return this.#runtimeOn(this.#guard.portsOfProcess(this.#ports()));
  }

  #ports(): Ports {
    return {
      clock: {
        now: () => this.now,
        sleep: async (ms) => {
          this.now += ms;
        },
      },
      store: this.store,
      machines: this.machines,
      activities: this.activities,
      invoker: {
        invoke: async (message) => this.#enqueue(message, this.now),
        startExpress: async () => {},
      },
      logs: {
        accepts: async () => true,
        write: async (_group, _stream, entries) => {
          this.logged.push(...entries.map(({ text }) => text));
        },
      },
      statusChanges: {
        announce: async (change) => {
          this.told.push(change);
        },
      },
      timers: { arm: async (message) => this.#enqueue(message, message.at) },
      tasks: {
        call: (request) => this.workers.call(request),
        check: async () => undefined,
        carriesToken: async () => false,
        checkResult: async () => undefined,
      },
    };
  }

  #runtimeOn(ports: Ports): Runtime {
    return createRuntime(ports, {
      home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
      retryDelayMs: this.#retryDelayMs,
      longestInvocationMs: LONGEST_INVOCATION_MS,
      retentionMs: 90 * 86_400_000,
      tokenSecret: 'secret of the simulation',
      fuse: this.#faults.fuse ?? false,
      ...(this.#faults.mostChildren !== undefined && { mostChildren: this.#faults.mostChildren }),
      ...(this.#faults.payloadLimit !== undefined && { payloadLimit: this.#faults.payloadLimit }),
    });
  }
}
