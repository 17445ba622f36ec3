/** A small Treadle in memory: state machines run to their end in one process, and nothing of them is kept. */

import { randomBytes } from 'node:crypto';
import type { Home } from '../arn.ts';
import type { Failure } from '../asl/errors.ts';
import type { Timestamp } from '../engine/execution.ts';
import type { StepMessage, StepRecord } from '../engine/step-record.ts';
import type { Json } from '../json.ts';
import type { Activities, Mocks, Store, Tasks } from '../ports.ts';
import { runExpress } from '../runtime/run-express.ts';
import { runStep } from '../runtime/run-step.ts';
import { createRuntime, type Runtime } from '../runtime/runtime.ts';
import { startExecution } from '../runtime/start-execution.ts';
import { stopExecution } from '../runtime/stop-execution.ts';
import { Fifo } from './fifo.ts';
import { createMemoryActivities } from './memory-activities.ts';
import { createMemoryMachineStore } from './memory-machine-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { WorldTime } from './world-time.ts';

export interface WorldOptions {
  home: Home;
  time: WorldTime;
  tasks: Tasks;
  mocks?: Mocks;
  /** In bytes, as in the runtime's settings. */
  payloadLimit?: number;
  /** Sees each record when it is on its log, those of children too. */
  observe?: (record: StepRecord) => void;
}

export interface WorldMachine {
  name: string;
  /** JSON, checked. */
  definition: string;
  roleArn: string;
  type?: 'STANDARD' | 'EXPRESS';
}

type Job = () => Promise<unknown>;

const REVISION = '1';
/** Enough for the branches of a machine, and few enough for what their tasks call. */
const MOST_AT_ONCE = 100;
const DAY_MS = 86_400_000;

export class MemoryWorld {
  readonly runtime: Runtime;
  readonly #options: WorldOptions;
  readonly #ready = new Fifo<Job>();
  readonly #cancels = new Set<() => void>();
  #busy = 0;
  #jobs = 0;
  #fault: { error: unknown } | undefined;
  #changed = () => {};

  constructor(options: WorldOptions) {
    this.#options = options;
    const { home, payloadLimit } = options;
    this.runtime = createRuntime(this.#ports(), {
      home,
      ...(payloadLimit !== undefined && { payloadLimit }),
      retryDelayMs: 0,
      longestInvocationMs: DAY_MS,
      retentionMs: 90 * DAY_MS,
      tokenSecret: randomBytes(16).toString('hex'),
    });
  }

  now(): Timestamp {
    return this.#options.time.now();
  }

  async addMachine({ name, definition, roleArn, type = 'STANDARD' }: WorldMachine): Promise<void> {
    const now = this.now();
    const revision = { id: REVISION, definition, roleArn, updatedAt: now, configuration: {} };
    const machine = { name, type, status: 'ACTIVE', createdAt: now, revisionId: REVISION } as const;
    await this.runtime.ports.machines.create(machine, revision);
  }

  /** @returns the execution's id */
  async start(machine: string, name: string, input: Json, testCase?: string): Promise<string> {
    const { id } = await startExecution(this.runtime, {
      machine,
      revision: REVISION,
      name,
      input,
      deliveryId: this.newId(),
      ...(testCase !== undefined && { testCase }),
    });
    return id;
  }

  async stop(execution: string, failure: Failure): Promise<void> {
    await stopExecution(this.runtime, execution, failure, this.newId());
    this.#changed();
  }

  /** Names one delivery: what enters from outside needs a name of its own, too. */
  newId(): string {
    return `job-${this.#jobs++}`;
  }

  /**
   * Works until `done` holds, or nothing is left to do before the horizon, in ms since 1970.
   *
   * @returns whether `done` holds
   * @throws what a task's call or a mock threw: faults of theirs, not failures that the language knows
   */
  async run(done: () => boolean, horizon = Number.POSITIVE_INFINITY): Promise<boolean> {
    for (;;) {
      this.#begin();
      if (this.#fault) throw this.#fault.error;
      if (done()) return true;
      const changed = new Promise<boolean>((resolve) => {
        this.#changed = () => resolve(true);
      });
      if (this.#busy > 0) await changed;
      else if (!(await Promise.race([this.#options.time.pass(horizon), changed]))) return done();
    }
  }

  /** Forgets what is still to come. */
  close(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #begin(): void {
    while (this.#busy < MOST_AT_ONCE) {
      const job = this.#ready.shift();
      if (!job) return;
      void this.#work(job);
    }
  }

  async #work(job: Job): Promise<void> {
    this.#busy++;
    try {
      await job();
    } catch (error) {
      this.#fault ??= { error };
    }
    this.#busy--;
    this.#changed();
  }

  #take(job: Job): void {
    this.#ready.push(job);
    this.#changed();
  }

  #at(time: Timestamp, ring: () => void): void {
    const cancel = this.#options.time.at(time, () => {
      this.#cancels.delete(cancel);
      ring();
    });
    this.#cancels.add(cancel);
  }

  /** Whoever sleeps is not at work, so that time may pass. */
  #sleep(ms: number): Promise<void> {
    this.#busy--;
    this.#changed();
    return new Promise((resolve) => {
      this.#at(this.now() + ms, () => {
        this.#busy++;
        resolve();
      });
    });
  }

  #step(message: StepMessage): Job {
    return () => runStep(this.runtime, message, message.deliveryId ?? this.newId());
  }

  /** Whatever activity a definition names, it is there. */
  #activities(): Activities {
    const activities = createMemoryActivities();
    return { ...activities, get: (name) => activities.create({ name, createdAt: this.now() }) };
  }

  #ports(): Runtime['ports'] {
    const { tasks, mocks, observe } = this.#options;
    return {
      clock: { now: () => this.now(), sleep: (ms) => this.#sleep(ms) },
      store: observed(createMemoryStore(), observe),
      machines: createMemoryMachineStore(),
      activities: this.#activities(),
      invoker: {
        invoke: async (message) => this.#take(this.#step(message)),
        startExpress: async (start) => this.#take(() => runExpress(this.runtime, start)),
      },
      timers: {
        arm: async (message) => this.#at(message.at, () => this.#take(this.#step(message))),
      },
      tasks,
      ...(mocks && { mocks }),
    };
  }
}

function observed(store: Store, observe: WorldOptions['observe']): Store {
  if (!observe) return store;
  return {
    ...store,
    async append(record) {
      const isAppended = await store.append(record);
      if (isAppended) observe(record);
      return isAppended;
    },
    async createChildren(records) {
      await store.createChildren(records);
      for (const record of records) observe(record);
    },
  };
}
