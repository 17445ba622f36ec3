/** The runtime over dynoxide in this process: a pump hands messages back to it as Lambda would, and counts. */

import { createActivities } from '../core/aws/activities.ts';
import { createDynamoDb } from '../core/aws/dynamodb.ts';
import { createMachineStore } from '../core/aws/machine-store.ts';
import { createStore } from '../core/aws/store.ts';
import type { StepMessage } from '../core/engine/step-record.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { startTable } from '../core/local/table.ts';
import type { Ports, TaskRequest, TaskResponse } from '../core/ports.ts';
import { runStep } from '../core/runtime/run-step.ts';
import { createRuntime, type Runtime } from '../core/runtime/runtime.ts';
import { startExecution } from '../core/runtime/start-execution.ts';
import { Counter } from './counter.ts';

const TABLE = 'treadle';
const REGION = 'us-east-1';
const LONGEST_QUEUE_DELAY = 900_000;
const SCHEDULE_EARLY = 60_000;
const WORKER_ANSWER = '{"accepted":true,"reference":"7c0b0d3c-6f3e-4d6f-8a53-0f6c7f9f1d11"}';

export interface Pump {
  readonly counter: Counter;
  /** Called after every step that was run. */
  onStep: (() => void) | undefined;
  createMachine(name: string, definition: JsonObject): Promise<void>;
  /** Starts an execution; it runs in {@link Pump.run}. */
  start(machine: string, name: string, input: Json): Promise<void>;
  /** Runs until no message is left; time passes at once. */
  run(): Promise<void>;
  close(): Promise<void>;
}

export interface PumpOptions {
  /** How many steps run at a time. */
  concurrency?: number;
  /** Whether states that follow each other without waiting are decided in one step. */
  fuse?: boolean;
  /** What services answer; absent: all the same. */
  answer?: (request: TaskRequest) => TaskResponse;
}

/** Starts the engine with an empty table. */
export async function createPump({
  concurrency = 1,
  fuse = false,
  answer = workerAnswer,
}: PumpOptions = {}): Promise<Pump> {
  const table = await startTable({
    name: TABLE,
    region: REGION,
    folder: undefined,
    onEnd: (reason) => {
      throw new Error(reason);
    },
  });
  const counter = new Counter();
  const db = createDynamoDb({
    client: {
      endpoint: table.url,
      region: REGION,
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    },
    onConsumed: (action, units) => counter.consumed(action, units),
  });
  const queue: StepMessage[] = [];
  let now = Date.parse('2026-11-01T00:00:00Z');
  let deliveries = 0;
  const ports: Ports = {
    clock: { now: () => now, sleep: async () => {} },
    // As if every step ran in an environment of its own: what one remembers would hide the cost of reading.
    store: createStore(db, TABLE, { retentionDays: 90, now: () => now, recentRecords: 0 }),
    machines: createMachineStore(db, TABLE),
    activities: createActivities(db, TABLE, { retentionDays: 90, now: () => now }),
    invoker: {
      invoke: async (message) => {
        counter.add('asyncInvokes');
        queue.push(message);
      },
      startExpress: async () => {},
    },
    timers: {
      arm: async (message) => {
        const far = message.at - now > LONGEST_QUEUE_DELAY;
        counter.add(far ? 'schedules' : 'queueMessages');
        now = Math.max(now, far ? message.at - SCHEDULE_EARLY : message.at);
        queue.push(message);
      },
    },
    tasks: {
      call: async (request) => answer(request),
      check: async () => undefined,
      carriesToken: async () => false,
      checkResult: async () => undefined,
    },
  };
  const runtime: Runtime = createRuntime(ports, {
    home: { partition: 'aws', region: REGION, account: '123456789012' },
    retryDelayMs: 60_000,
    longestInvocationMs: 900_000,
    retentionMs: 90 * 86_400_000,
    tokenSecret: 'secret of the bench',
    fuse,
  });

  async function work(): Promise<void> {
    for (let message = queue.shift(); message; message = queue.shift()) {
      counter.add('invocations');
      await runStep(runtime, message, `00000000-0000-4000-8000-${hex(++deliveries)}`);
      pump.onStep?.();
    }
  }

  const pump: Pump = {
    counter,
    onStep: undefined,
    async createMachine(name, definition) {
      const machine = {
        name,
        type: 'STANDARD',
        status: 'ACTIVE',
        createdAt: now,
        revisionId: name,
      } as const;
      await ports.machines.create(machine, {
        id: name,
        definition: JSON.stringify(definition),
        roleArn: 'arn:aws:iam::123456789012:role/orders',
        updatedAt: now,
        configuration: {},
      });
    },
    async start(machine, name, input) {
      const deliveryId = `00000000-0000-4000-9000-${hex(++deliveries)}`;
      await startExecution(runtime, { machine, revision: machine, name, input, deliveryId });
    },
    async run() {
      while (queue.length > 0) {
        await Promise.all(Array.from({ length: concurrency }, work));
      }
    },
    async close() {
      db.close();
      await table.close();
    },
  };
  return pump;
}

function workerAnswer(): TaskResponse {
  const output = { Payload: WORKER_ANSWER, ExecutedVersion: '$LATEST' };
  return { type: 'answered', status: 200, headers: {}, output };
}

function hex(number: number): string {
  return number.toString(16).padStart(12, '0');
}
