/** A world for Express executions: workers, and a clock that moves on when everything in it sleeps. */

import { setImmediate as settled } from 'node:timers/promises';
import { seededRandom } from '../../core/asl/random.ts';
import type { StepRecord } from '../../core/engine/step-record.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Ports } from '../../core/ports.ts';
import { runExpress } from '../../core/runtime/run-express.ts';
import { createRuntime } from '../../core/runtime/runtime.ts';
import { Workers } from '../simulation/workers.ts';

interface Sleeper {
  due: number;
  wake(): void;
}

export class ExpressWorld {
  now = Date.parse('2026-01-01T00:00:00Z');
  /** How long each call of a worker takes. */
  workMs = 10;
  readonly workers = new Workers(() => this.#sleep(this.workMs));
  /** Every record, in the order in which they were made. */
  readonly records: StepRecord[] = [];
  readonly #sleepers: Sleeper[] = [];
  readonly #random = seededRandom('express');

  /** Runs a definition from its start to its end. */
  async run(definition: JsonObject, input: Json = {}): Promise<StepRecord> {
    const revision = {
      id: 'r1',
      definition: JSON.stringify(definition),
      roleArn: 'arn:aws:iam::123456789012:role/r',
      updatedAt: this.now,
      configuration: {},
    };
    const runtime = createRuntime(this.#ports(revision), {
      home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
      retryDelayMs: 60_000,
      longestInvocationMs: 900_000,
      retentionMs: 90 * 86_400_000,
      tokenSecret: 'secret of the tests',
    });
    const start = {
      machine: 'm',
      revision: 'r1',
      name: 'n',
      run: this.#random.uuid(),
      input: JSON.stringify(input),
    };
    return this.#awake(runExpress(runtime, start, (record) => this.records.push(record)));
  }

  /** Wakes the sleepers one after the other, in the order of their times, until the work is done. */
  async #awake<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    for (;;) {
      await settled();
      if (isDone) return work;
      this.#sleepers.sort((a, b) => a.due - b.due);
      const next = this.#sleepers.shift();
      if (!next) throw new Error('nothing moves any more');
      this.now = Math.max(this.now, next.due);
      next.wake();
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ due: this.now + ms, wake }));
  }

  /** An Express execution is in no store, so there is none here. */
  #ports(revision: Awaited<ReturnType<Ports['machines']['revision']>>): Ports {
    const ports: Pick<Ports, 'clock' | 'tasks'> & {
      machines: Pick<Ports['machines'], 'revision'>;
    } = {
      clock: { now: () => this.now, sleep: (ms) => this.#sleep(ms) },
      machines: { revision: async () => revision },
      tasks: {
        call: (request) => this.workers.call(request),
        check: async () => undefined,
        carriesToken: async () => false,
        checkResult: async () => undefined,
      },
    };
    return ports as Ports;
  }
}
