/** The local services, wired to each other: functions, queues, schedules, the event bus, and their routes. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../arn.ts';
import type { LocalClock } from './clock.ts';
import type { Database } from './database.ts';
import { names, systemEnvironment, userEnvironment } from './environment.ts';
import { listensTo } from './event-bus.ts';
import { type FunctionCall, type FunctionResult, functionArn } from './function-call.ts';
import { sandboxError } from './function-errors.ts';
import { destinationRecord, type ExhaustedInvocation, FunctionQueue } from './function-queue.ts';
import { type FunctionsOptions, findFunction, type SystemFunction } from './functions.ts';
import { gatewayRoute } from './http/gateway-route.ts';
import { lambdaRoute } from './http/lambda-route.ts';
import { schedulerRoute } from './http/scheduler-route.ts';
import type { Route } from './http/server.ts';
import { standInRoute } from './http/stand-in-route.ts';
import { targetRoute } from './http/target-route.ts';
import { welcomeRoute } from './http/welcome-route.ts';
import { LambdaRuntime } from './lambda-runtime.ts';
import { MessageQueues } from './message-queue.ts';
import { Scheduler } from './scheduler.ts';
import { readServerlessFile, type ServerlessFile } from './serverless-file.ts';
import type { StandIns } from './stand-ins/index.ts';
import { LogGroups } from './stand-ins/logs.ts';

export interface ServicesOptions {
  home: Home;
  url: string;
  database: Database;
  standIns: StandIns;
  tableUrl: string;
  outer: Record<string, string | undefined>;
  clock: LocalClock;
  taskEndpoints: Record<string, string>;
  connections: string | undefined;
  allowLocalHttp: boolean;
  fuse: boolean;
  functionFolders: string[];
  functionTimeoutSeconds: number;
  concurrency: number;
  retryDelaySeconds: number;
  tokenSecret: string;
  bundles: string;
  serverlessFile: string;
  log: (functionName: string, text: string) => void;
}

const SYSTEM_FUNCTIONS = [
  'api',
  'step',
  'express',
  'trigger',
  'resume',
  'redeliver',
  'sweep',
  'console',
];
const LONGEST_TIMEOUT_SECONDS = 900;
const SWEEP_PERIOD_MS = 3_600_000;

/** What Step Functions calls itself and its events; nobody else here does. */
const STATES_SOURCE = 'aws.states';
const STATUS_CHANGE = 'Step Functions Execution Status Change';

/** The queues of serverless.yml and what it says of them. */
const QUEUES = {
  [names.timerQueue]: {
    consumer: names.step,
    batchSize: 1,
    deadLetter: { queue: names.failureQueue, maxReceives: 5 },
  },
  [names.failureQueue]: { consumer: functionName('redeliver'), batchSize: 10 },
};

export class Services {
  private readonly options: ServicesOptions;
  private readonly functions: FunctionsOptions;
  private readonly serverless: ServerlessFile;
  private readonly runtime: LambdaRuntime;
  private readonly queue: FunctionQueue;
  private readonly messages: MessageQueues;
  private readonly scheduler: Scheduler;
  private readonly logs: LogGroups;
  private cancelSweep = () => {};

  constructor(options: ServicesOptions) {
    this.options = options;
    const { home, database, clock, retryDelaySeconds } = options;
    const invoke = (call: FunctionCall) => this.invoke(call);
    this.serverless = readServerlessFile(options.serverlessFile);
    this.functions = functionsOf(options, this.serverless);
    this.runtime = new LambdaRuntime(options);
    this.queue = new FunctionQueue({
      database,
      clock,
      retryDelaySeconds,
      invoke,
      onExhausted: (failure) => this.giveUp(failure),
    });
    this.messages = new MessageQueues({
      database,
      clock,
      home,
      retryDelaySeconds,
      invoke,
      queues: QUEUES,
    });
    this.logs = new LogGroups({ database, clock, home });
    this.scheduler = new Scheduler({ database, clock, home, functions: this.queue });
  }

  routes(): Route[] {
    const { home, url, clock, log, standIns } = this.options;
    return [
      standInRoute(standIns),
      lambdaRoute({
        home,
        find: (name) => findFunction(this.functions, name),
        runtime: this.runtime,
        queue: this.queue,
      }),
      schedulerRoute(this.scheduler),
      targetRoute({
        queues: this.messages,
        queueUrl: (name) => `${url}/${home.account}/${name}`,
        logs: this.logs,
        otherQueues: (request) => standIns.messaging.answer(request),
        events: {
          clock,
          home,
          rules: this.serverless.rules,
          functionName,
          enqueue: (call) => this.queue.enqueue(call),
        },
      }),
      gatewayRoute({
        home,
        now: () => clock.now(),
        invoke: (key, call) => this.invoke({ ...call, functionName: functionName(key) }),
        log: (text) => log('treadle-api', text),
      }),
      welcomeRoute,
    ];
  }

  /** Goes on with what a former process left, loads the functions that come first, and begins the hourly sweep. */
  start(): void {
    this.queue.start();
    this.messages.start();
    this.scheduler.start();
    for (const name of [names.step, functionName('api')]) {
      const fn = findFunction(this.functions, name);
      if (fn) this.runtime.warm(fn);
    }
    this.sweepLater();
  }

  async close(): Promise<void> {
    this.cancelSweep();
    this.queue.stop();
    this.messages.stop();
    this.scheduler.stop();
    await this.runtime.close();
  }

  private async invoke(call: FunctionCall): Promise<FunctionResult> {
    const fn = findFunction(this.functions, call.functionName);
    if (fn) return this.runtime.invoke(fn, call);
    const arn = functionArn(this.options.home, call.functionName, '$LATEST');
    const payload = sandboxError('Runtime.ImportModuleError', `Function not found: ${arn}`);
    return { failed: true, payload };
  }

  /** The step function has a failure destination; of all others a line in the log remains. */
  private giveUp(failure: ExhaustedInvocation): void {
    const { home, clock, log } = this.options;
    const name = failure.call.functionName;
    if (name === names.step) {
      const timestamp = new Date(clock.now()).toISOString();
      const body = destinationRecord(failure, functionArn(home, name), timestamp);
      this.messages.add(names.failureQueue, { body, delaySeconds: 0 });
      return;
    }
    log(name, `gave up invocation ${failure.call.requestId}: ${failure.error}\n`);
  }

  private sweepLater(): void {
    const { clock } = this.options;
    this.cancelSweep = clock.at(clock.now() + SWEEP_PERIOD_MS, () => {
      const call = { functionName: functionName('sweep'), requestId: randomUUID(), payload: '{}' };
      void this.queue.enqueue(call);
      this.sweepLater();
    });
  }
}

function functionsOf(
  options: ServicesOptions,
  { timeoutSeconds, rules }: ServerlessFile,
): FunctionsOptions {
  const hasListeners = rules.some((rule) => listensTo(rule, STATES_SOURCE, STATUS_CHANGE));
  const environment = systemEnvironment({
    ...options,
    ...(hasListeners && { statusEvents: STATES_SOURCE }),
  });
  const system = new Map<string, SystemFunction>();
  for (const key of SYSTEM_FUNCTIONS) {
    const file = join(options.bundles, `${key}.mjs`);
    if (!existsSync(file)) continue;
    const name = functionName(key);
    system.set(name, {
      file,
      timeoutSeconds: timeoutSeconds[key] ?? LONGEST_TIMEOUT_SECONDS,
      environment: { ...environment, AWS_LAMBDA_FUNCTION_NAME: name },
    });
  }
  return {
    system,
    folders: options.functionFolders,
    timeoutSeconds: options.functionTimeoutSeconds,
    environment: userEnvironment(options),
  };
}

/** The local name of the function with that key in serverless.yml. */
function functionName(key: string): string {
  return `treadle-${key}`;
}
