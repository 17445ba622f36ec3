/** The local stand-in for Lambda's fleet: pools of execution environments, made on demand and reused warm. */

import { availableParallelism } from 'node:os';
import type { Home } from '../arn.ts';
import { type EnvironmentEvents, ExecutionEnvironment } from './execution-environment.ts';
import { Fifo } from './fifo.ts';
import {
  type FunctionCall,
  type FunctionResult,
  functionArn,
  type LocalFunction,
} from './function-call.ts';

export interface RuntimeOptions {
  home: Home;
  /** How many invocations of one function run at a time. */
  concurrency: number;
  /** Takes what functions print. */
  log: (functionName: string, text: string) => void;
}

export class LambdaRuntime {
  private readonly options: RuntimeOptions;
  private readonly pools = new Map<string, Pool>();

  constructor(options: RuntimeOptions) {
    this.options = options;
  }

  /** Runs an invocation as soon as an environment is free. */
  invoke(fn: LocalFunction, call: FunctionCall): Promise<FunctionResult> {
    let pool = this.pools.get(fn.name);
    if (!pool) {
      pool = new Pool(fn, this.options);
      this.pools.set(fn.name, pool);
    }
    return pool.invoke(fn, call);
  }

  /** Loads the function ahead of its first invocation. */
  warm(fn: LocalFunction): void {
    const pool = this.pools.get(fn.name) ?? new Pool(fn, this.options);
    this.pools.set(fn.name, pool);
    pool.warm();
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
  }
}

interface Waiting {
  call: FunctionCall;
  settle: (result: FunctionResult) => void;
}

/** So many environments of a function keep the processors busy; more would only get in each other's way… */
const LIVELY = 2 * availableParallelism();
/** …except for those that have worked on one invocation for so long: they wait for something else. */
const BLOCKED_AFTER_MS = 500;
/** When surplus environments are let go. */
const SURPLUS_AFTER_MS = 30_000;
/** Loading takes a processor: more at a time would only slow each other down. */
const LOADING_AT_A_TIME = 2;

class Pool {
  private fn: LocalFunction;
  private readonly options: RuntimeOptions;
  private readonly all = new Set<ExecutionEnvironment>();
  private idle: ExecutionEnvironment[] = [];
  private waiting = new Fifo<Waiting>();
  private loading = 0;
  private growth: NodeJS.Timeout | undefined;
  private shrinking: NodeJS.Timeout | undefined;

  constructor(fn: LocalFunction, options: RuntimeOptions) {
    this.fn = fn;
    this.options = options;
  }

  invoke(fn: LocalFunction, call: FunctionCall): Promise<FunctionResult> {
    if (fn.version !== this.fn.version) this.replace(fn);
    return new Promise((settle) => {
      const environment = this.idle.pop();
      if (environment) this.run(environment, { call, settle });
      else {
        this.waiting.push({ call, settle });
        this.grow();
      }
    });
  }

  warm(): void {
    if (this.all.size === 0) this.add();
  }

  async close(): Promise<void> {
    clearTimeout(this.growth);
    clearTimeout(this.shrinking);
    this.waiting = new Fifo();
    await Promise.all([...this.all].map((environment) => environment.stop()));
  }

  private run(environment: ExecutionEnvironment, { call, settle }: Waiting): void {
    const arn = functionArn(this.options.home, call.functionName, call.qualifier);
    environment.run(call, arn).then(settle);
  }

  private grow(): void {
    if (this.all.size >= this.options.concurrency) return;
    if (this.loading >= Math.min(this.waiting.size, LOADING_AT_A_TIME)) return;
    const blocked = [...this.all].filter(({ busyFor }) => busyFor > BLOCKED_AFTER_MS);
    if (this.all.size - blocked.length < LIVELY) this.add();
    else this.growth ??= setTimeout(() => this.growAgain(), BLOCKED_AFTER_MS / 2);
  }

  private growAgain(): void {
    this.growth = undefined;
    if (this.waiting.size > 0) this.grow();
  }

  private shrink(): void {
    this.shrinking = undefined;
    const surplus = Math.min(this.idle.length, this.all.size - LIVELY);
    for (const environment of this.idle.splice(0, Math.max(0, surplus))) this.discard(environment);
  }

  private add(): void {
    this.loading++;
    let ready = false;
    const loaded = () => {
      if (!ready) this.loading--;
      ready = true;
    };
    const events: EnvironmentEvents = {
      idle: (environment) => {
        loaded();
        this.take(environment);
      },
      ended: (environment, error) => {
        loaded();
        this.remove(environment, error);
      },
      output: (text) => this.options.log(this.fn.name, text),
    };
    this.all.add(new ExecutionEnvironment(this.fn, events));
  }

  private take(environment: ExecutionEnvironment): void {
    if (environment.version !== this.fn.version) {
      this.discard(environment);
      return;
    }
    const next = this.waiting.shift();
    if (next) {
      this.run(environment, next);
      if (this.waiting.size > 0) this.grow();
      return;
    }
    this.idle.push(environment);
    if (this.all.size > LIVELY) {
      this.shrinking ??= setTimeout(() => this.shrink(), SURPLUS_AFTER_MS);
    }
  }

  /** A function that does not load fails the call that waits for it, as on Lambda. */
  private remove(environment: ExecutionEnvironment, error: string | undefined): void {
    this.all.delete(environment);
    this.idle = this.idle.filter((other) => other !== environment);
    const current = environment.version === this.fn.version;
    if (error !== undefined && current)
      this.waiting.shift()?.settle({ failed: true, payload: error });
    if (this.waiting.size > 0) this.grow();
  }

  private replace(fn: LocalFunction): void {
    this.fn = fn;
    for (const environment of this.idle) this.discard(environment);
    this.idle = [];
  }

  private discard(environment: ExecutionEnvironment): void {
    this.all.delete(environment);
    void environment.stop();
    if (this.waiting.size > 0) this.grow();
  }
}
