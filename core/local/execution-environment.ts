/** One execution environment of a function: a worker thread that handles one invocation at a time. */

import { Worker } from 'node:worker_threads';
import type { FunctionCall, FunctionResult, LocalFunction } from './function-call.ts';
import { exitError, timeoutError } from './function-errors.ts';

/** What the worker needs to load the function. */
export interface WorkerStart {
  name: string;
  file: string;
}

/** An invocation on its way into the worker. */
export interface ToWorker {
  payload: string;
  requestId: string;
  functionArn: string;
  clientContext: string | undefined;
  /** Ms since 1970. */
  deadline: number;
}

export type FromWorker =
  | { type: 'ready' }
  | { type: 'unloadable'; error: string }
  | { type: 'answered'; payload: string }
  | { type: 'failed'; error: string }
  /** An error outside of the handler: the worker ends. */
  | { type: 'crashed'; error: string };

/** What an environment tells its pool. */
export interface EnvironmentEvents {
  /** It can take a call: after loading, and after each call. */
  idle(environment: ExecutionEnvironment): void;
  /** It is gone; `error` where it never came to be ready. */
  ended(environment: ExecutionEnvironment, error?: string): void;
  output(text: string): void;
}

interface Running {
  call: FunctionCall;
  settle: (result: FunctionResult) => void;
  timer: NodeJS.Timeout;
  since: number;
}

/** Built, where this is. */
const WORKER_FILE = new URL(
  import.meta.url.endsWith('.ts') ? './function-worker.ts' : './function-worker.mjs',
  import.meta.url,
);

export class ExecutionEnvironment {
  readonly version: string;
  private readonly timeoutSeconds: number;
  private readonly worker: Worker;
  private readonly events: EnvironmentEvents;
  private running: Running | undefined;
  private loaded = false;
  private over = false;

  constructor(fn: LocalFunction, events: EnvironmentEvents) {
    this.version = fn.version;
    this.timeoutSeconds = fn.timeoutSeconds;
    this.events = events;
    const start: WorkerStart = { name: fn.name, file: fn.file };
    this.worker = new Worker(WORKER_FILE, {
      workerData: start,
      env: fn.environment,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // Left alone, each thread would let its young heap grow to three times 16 MB.
      resourceLimits: { maxYoungGenerationSizeMb: 12 },
      stdout: true,
      stderr: true,
    });
    this.worker.stdout.on('data', (chunk) => events.output(String(chunk)));
    this.worker.stderr.on('data', (chunk) => events.output(String(chunk)));
    this.worker.on('message', (message: FromWorker) => this.receive(message));
    this.worker.on('error', (error) => this.end(String(error), 1));
    this.worker.on('exit', (code) => this.end(undefined, code));
  }

  /** Runs one invocation; the environment must be idle. */
  run(call: FunctionCall, functionArn: string): Promise<FunctionResult> {
    return new Promise((settle) => {
      const milliseconds = this.timeoutSeconds * 1000;
      const timer = setTimeout(() => this.timeOut(), milliseconds);
      this.running = { call, settle, timer, since: performance.now() };
      const message: ToWorker = {
        payload: call.payload,
        requestId: call.requestId,
        functionArn,
        clientContext: call.clientContext,
        deadline: Date.now() + milliseconds,
      };
      this.worker.postMessage(message);
    });
  }

  /** For how many ms its invocation has been running; 0 without one. */
  get busyFor(): number {
    return this.running ? performance.now() - this.running.since : 0;
  }

  /** Ends the worker; an invocation in it gets no answer, as when a machine loses power. */
  async stop(): Promise<void> {
    this.over = true;
    if (this.running) clearTimeout(this.running.timer);
    await this.worker.terminate();
  }

  private receive(message: FromWorker): void {
    if (this.over) return;
    if (message.type === 'unloadable' || message.type === 'crashed') {
      this.end(message.error, 1);
      return;
    }
    this.loaded = true;
    if (message.type === 'answered') this.settle({ failed: false, payload: message.payload });
    if (message.type === 'failed') this.settle({ failed: true, payload: message.error });
    this.events.idle(this);
  }

  private timeOut(): void {
    const requestId = this.running?.call.requestId ?? '';
    this.end(timeoutError(requestId, this.timeoutSeconds), 1);
  }

  private end(error: string | undefined, exitCode: number): void {
    if (this.over) return;
    this.over = true;
    const reason = error ?? exitError(this.running?.call.requestId ?? '', exitCode);
    this.settle({ failed: true, payload: reason });
    this.events.ended(this, this.loaded ? undefined : reason);
    void this.worker.terminate();
  }

  private settle(result: FunctionResult): void {
    const running = this.running;
    if (!running) return;
    this.running = undefined;
    clearTimeout(running.timer);
    running.settle(result);
  }
}
