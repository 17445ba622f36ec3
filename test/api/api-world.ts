/** The API over real stores in memory, with a queue of messages that the test empties when it wants things to happen. */

import { type ApiAnswer, dispatch } from '../../core/api/dispatch.ts';
import type { ApiContext } from '../../core/api/operation.ts';
import type { StepMessage } from '../../core/engine/step-record.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { createMemoryActivities } from '../../core/local/memory-activities.ts';
import { createMemoryMachineStore } from '../../core/local/memory-machine-store.ts';
import { createMemoryStore } from '../../core/local/memory-store.ts';
import type { ExpressStart, MachineStore, Store } from '../../core/ports.ts';
import { runStep } from '../../core/runtime/run-step.ts';
import { createRuntime } from '../../core/runtime/runtime.ts';

export const ROLE = 'arn:aws:iam::123456789012:role/r';
export const PASS = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
export const WAIT = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };

export class ApiWorld {
  /** Records that the store has handed out. */
  recordsRead = 0;
  readonly store: Store;
  readonly context: ApiContext;
  /** Express executions that were to be started. */
  readonly expressStarts: ExpressStart[] = [];
  /** What the next choice between the versions of an alias is made by. */
  draw = 0;
  now = Date.parse('2026-01-01T00:00:00.250Z');
  readonly #queue: { message: StepMessage; due: number }[] = [];
  #ids = 0;

  constructor(
    payloadLimit?: number,
    store: Store = createMemoryStore(),
    machines: MachineStore = createMemoryMachineStore(),
  ) {
    const counted = <T>(read: T, records: number): T => {
      this.recordsRead += records;
      return read;
    };
    this.store = {
      ...store,
      read: async (id, step) => counted(await store.read(id, step), 1),
      records: async (id, from, limit) => {
        const records = await store.records(id, from, limit);
        return counted(records, records.length);
      },
    };
    const runtime = createRuntime(
      {
        clock: {
          now: () => this.now,
          sleep: async (ms) => {
            this.now += ms;
          },
        },
        activities: createMemoryActivities(),
        store: this.store,
        machines,
        invoker: {
          invoke: async (message) => this.#enqueue(message, this.now),
          startExpress: async (start) => {
            this.expressStarts.push(start);
          },
        },
        timers: { arm: async (message) => this.#enqueue(message, message.at) },
        tasks: {
          call: async () => ({ type: 'answered', status: 200, headers: {}, output: {} }),
          check: async () => undefined,
          carriesToken: async () => false,
          checkResult: async () => undefined,
        },
      },
      {
        home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
        retryDelayMs: 60_000,
        longestInvocationMs: 900_000,
        retentionMs: 90 * 86_400_000,
        tokenSecret: 'secret of the tests',
        ...(payloadLimit !== undefined && { payloadLimit }),
      },
    );
    this.context = { runtime, newId: () => `id-${this.#ids++}`, random: () => this.draw };
  }

  /** Calls an operation with a body as text or as JSON. */
  async request(operation: string, body: JsonObject | string): Promise<ApiAnswer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return dispatch(this.context, `AWSStepFunctions.${operation}`, text);
  }

  /** The answer of an operation that succeeds. */
  async call(operation: string, input: JsonObject = {}): Promise<JsonObject> {
    const { status, body, fault } = await this.request(operation, input);
    if (fault) throw fault;
    if (status !== 200) throw new Error(body);
    return JSON.parse(body) as JsonObject;
  }

  /** The refusal of an operation, as `Code: message`. */
  async refusal(operation: string, input: JsonObject | string = {}): Promise<string> {
    const { body, fault } = await this.request(operation, input);
    if (fault) throw fault;
    const { __type, message } = JSON.parse(body) as Record<string, string>;
    return `${__type?.split('#')[1]}: ${message}`;
  }

  async createMachine(name = 'm', definition: JsonObject = PASS): Promise<string> {
    const made = await this.call('CreateStateMachine', {
      name,
      definition: JSON.stringify(definition),
      roleArn: ROLE,
    });
    return String(made.stateMachineArn);
  }

  async start(machine: string, input: Json = {}, name = 'run'): Promise<string> {
    const started = await this.call('StartExecution', {
      stateMachineArn: machine,
      name,
      input: JSON.stringify(input),
    });
    return String(started.executionArn);
  }

  /** Delivers messages in the order of their time until none is left; time runs on to where they are due. */
  run(): Promise<void> {
    return this.runUntil(Number.POSITIVE_INFINITY);
  }

  /** As `run`, but only what is due by then. */
  async runUntil(end: number): Promise<void> {
    for (let n = 0; this.#queue.length > 0; n++) {
      const due = Math.min(...this.#queue.map((waiting) => waiting.due));
      if (due > end) return;
      const index = this.#queue.findIndex((waiting) => waiting.due === due);
      const [next] = this.#queue.splice(index, 1);
      this.now = Math.max(this.now, due);
      if (next) await runStep(this.context.runtime, next.message, `delivery-${n}-${this.now}`);
    }
  }

  #enqueue(message: StepMessage, due: number): void {
    this.#queue.push({ message, due });
  }
}
