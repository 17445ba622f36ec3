/**
 * A world for the runtime: real stores in memory, queues that deliver at least once, a clock that stands still until
 * nothing else is left to do, and a fault before or after any single port call.
 */

import { readFileSync } from 'node:fs';
import type { Execution } from '../../core/engine/execution.ts';
import type { StepMessage, StepRecord } from '../../core/engine/step-record.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { createMemoryMachineStore, createMemoryStore } from '../../core/local/memory-store.ts';
import type { MachineStore, Store, TaskRequest, TaskResponse } from '../../core/ports.ts';
import { runStep } from '../../core/runtime/run-step.ts';
import { createRuntime, type Runtime } from '../../core/runtime/runtime.ts';
import { startExecution } from '../../core/runtime/start-execution.ts';

/** What makes the process die; nothing in the runtime may catch it. */
export class Crash extends Error {}

export type Worker = (event: Json, request: TaskRequest) => Json | Promise<Json>;

export interface Faults {
  /** Die before or after the n-th port call, counted from 0. */
  crash?: { call: number; when: 'before' | 'after' };
  /** Deliver every message a second time, under a delivery id of its own. */
  duplicate?: boolean;
  /** Which of the waiting messages comes next, by a number from 0 to 1. */
  order?: () => number;
}

interface Delivery {
  id: string;
  message: StepMessage;
  due: number;
}

const RETRY_DELAY_MS = 60_000;

export class World {
  readonly store: Store = createMemoryStore();
  readonly machines: MachineStore = createMemoryMachineStore();
  readonly workers: Record<string, Worker> = {};
  /** Every call of a worker that was made, by the attempt's key. */
  readonly calls: string[] = [];
  now = Date.parse('2026-01-01T00:00:00Z');
  portCalls = 0;
  readonly #faults: Faults;
  readonly #queue: Delivery[] = [];
  #deliveries = 0;

  constructor(faults: Faults = {}) {
    this.#faults = faults;
  }

  async createMachine(name: string, definition: JsonObject): Promise<void> {
    const revision = {
      id: 'r1',
      definition: JSON.stringify(definition),
      roleArn: 'arn:aws:iam::123456789012:role/r',
      updatedAt: this.now,
      configuration: {},
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

  /** Starts an execution as an API call would: where the process dies, the caller asks again. */
  async start(machine: string, input: Json, name = 'run'): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      try {
        const started = await startExecution(this.#runtime(), {
          machine,
          revision: 'r1',
          name,
          input,
          deliveryId: `api-${attempt}`,
        });
        return started.id;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
  }

  /** Sends an event from outside. */
  send(execution: string, event: StepMessage['event']): void {
    this.#enqueue({ execution, event }, this.now);
  }

  /** Delivers messages until none is left. */
  async run(limit = 100_000): Promise<void> {
    for (let steps = 0; this.#queue.length > 0; steps++) {
      if (steps > limit) throw new Error('the world does not come to rest');
      await this.#deliver(this.#take());
    }
  }

  async last(execution: string): Promise<Execution> {
    const record = await this.store.latest(execution);
    if (!record) throw new Error(`no execution ${execution}`);
    return record.state;
  }

  records(execution: string): Promise<StepRecord[]> {
    return this.store.records(execution, 0, 1_000_000);
  }

  async #deliver({ id, message }: Delivery): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await runStep(this.#runtime(), message, id);
        return;
      } catch (error) {
        // Lambda runs a failed event again, a minute later, under the same request id; the redeliver function goes on.
        if (attempt > 10) throw error;
        this.now += RETRY_DELAY_MS;
      }
    }
  }

  #take(): Delivery {
    const ready = this.#queue.filter(({ due }) => due <= this.now);
    const pick = this.#faults.order?.() ?? 0;
    const earliest = () => this.#queue.reduce((a, b) => (b.due < a.due ? b : a));
    const chosen = ready[Math.floor(pick * ready.length)] ?? earliest();
    this.now = Math.max(this.now, chosen.due);
    this.#queue.splice(this.#queue.indexOf(chosen), 1);
    return chosen;
  }

  #enqueue(message: StepMessage, due: number): void {
    this.#queue.push({ id: `delivery-${this.#deliveries++}`, message, due });
    if (this.#faults.duplicate) {
      this.#queue.push({ id: `delivery-${this.#deliveries++}`, message, due });
    }
  }

  async #call({ action, parameters, idempotencyKey }: TaskRequest): Promise<TaskResponse> {
    const name = String(parameters.FunctionName).split(':').at(-1) ?? '';
    const worker = this.workers[name];
    const request = { service: 'lambda', action, parameters, idempotencyKey };
    if (!worker) {
      return {
        type: 'refused',
        status: 404,
        code: 'ResourceNotFoundException',
        message: `Function not found: ${name}`,
        requestId: 'r',
      };
    }
    this.calls.push(idempotencyKey);
    const event = JSON.parse(String(parameters.Payload ?? '{}')) as Json;
    try {
      const output = { Payload: JSON.stringify(await worker(event, request)) };
      return { type: 'answered', status: 200, headers: {}, output };
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      const Payload = JSON.stringify({ errorType, errorMessage });
      const output = { FunctionError: 'Unhandled', Payload };
      return { type: 'answered', status: 200, headers: {}, output };
    }
  }

  /** A process: what it has in memory dies with it, so each delivery gets a new one. */
  #runtime(): Runtime {
    const guard = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, key) => {
          const method = Reflect.get(target, key) as (...args: unknown[]) => Promise<unknown>;
          return (...args: unknown[]) => this.#guarded(() => method(...args));
        },
      });
    return createRuntime(
      {
        clock: { now: () => this.now },
        store: guard(this.store),
        machines: guard(this.machines),
        invoker: guard({ invoke: async (message) => this.#enqueue(message, this.now) }),
        timers: guard({ arm: async (message) => this.#enqueue(message, message.at) }),
        tasks: guard({ call: (request) => this.#call(request) }),
      },
      {
        home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
        retryDelayMs: RETRY_DELAY_MS,
        longestInvocationMs: 900_000,
        retentionMs: 90 * 86_400_000,
      },
    );
  }

  async #guarded<T>(act: () => Promise<T>): Promise<T> {
    const { crash } = this.#faults;
    const here = this.portCalls++ === crash?.call;
    if (here && crash?.when === 'before') throw new Crash();
    const result = await act();
    if (here) throw new Crash();
    return result;
  }
}

/** A definition of `examples/`. */
export function exampleDefinition(name: string): JsonObject {
  return JSON.parse(readFileSync(`examples/${name}/definition.asl.json`, 'utf8')) as JsonObject;
}
