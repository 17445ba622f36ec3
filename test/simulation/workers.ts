/** Lambda in a simulated world, workers by name with every call on record; and other services, as a test needs them. */

import type { Json } from '../../core/json.ts';
import type { TaskRequest, TaskResponse } from '../../core/ports.ts';

export type Worker = (event: Json, request: TaskRequest) => Json | Promise<Json>;

export class Workers {
  readonly byName: Record<string, Worker> = {};
  /** What other services answer, by service. */
  readonly services: Record<string, (request: TaskRequest) => TaskResponse> = {};
  /** What answers every call, in place of workers and services. */
  all: ((request: TaskRequest) => TaskResponse) | undefined;
  /** Every call of a worker that was made, by the attempt's key. */
  readonly calls: string[] = [];
  /** The largest number of calls that ran at a time. */
  mostAtOnce = 0;
  #running = 0;
  readonly #gate: () => Promise<void>;

  /** @param gate how long a worker works */
  constructor(gate: () => Promise<void>) {
    this.#gate = gate;
  }

  /** Attempts whose worker was called more than once. */
  get repeated(): string[] {
    return this.calls.filter((key, index) => this.calls.indexOf(key) !== index);
  }

  async call(request: TaskRequest): Promise<TaskResponse> {
    const { service, parameters, idempotencyKey } = request;
    const other = this.all ?? this.services[service];
    if (other) return other(request);
    const name = String(parameters.FunctionName).split(':').at(-1) ?? '';
    const worker = this.byName[name];
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
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#running);
    await this.#gate();
    this.#running--;
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
}
