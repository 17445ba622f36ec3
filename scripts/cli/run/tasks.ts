/** Who does the Tasks of a run in memory: functions in a folder, services at an endpoint, or AWS itself. */

import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Home } from '../../../core/arn.ts';
import { taskEndpoint } from '../../../core/aws/sdk/endpoint.ts';
import { createTasks } from '../../../core/aws/tasks.ts';
import { isObject, parsePlainJson } from '../../../core/json.ts';
import { endpointsOf } from '../../../core/local/environment.ts';
import { parseFunctionName } from '../../../core/local/function-call.ts';
import { findFunction } from '../../../core/local/functions.ts';
import { LambdaRuntime } from '../../../core/local/lambda-runtime.ts';
import type { TaskRequest, TaskResponse, Tasks } from '../../../core/ports.ts';
import { UsageError } from '../command.ts';

export interface TaskOptions {
  home: Home;
  /** Folders of `<name>.{mjs,js,ts}`. */
  functions: string[];
  /** `http://…` for all services, or `<service>=http://…` for one. */
  endpoints: string[];
  /** Whether what nobody else answers goes to AWS. */
  aws: boolean;
  env: Readonly<Record<string, string | undefined>>;
  /** Takes what functions print. */
  log: (text: string) => void;
  /** Says which Task makes a call. */
  describe(request: TaskRequest): string;
}

export interface RunTasks extends Tasks {
  close(): Promise<void>;
}

const FUNCTION_TIMEOUT_SECONDS = 900;

export function createRunTasks(options: TaskOptions): RunTasks {
  const { home, functions, env, log, aws } = options;
  const runtime = new LambdaRuntime({
    home,
    concurrency: 4 * availableParallelism(),
    log: (_, text) => log(text),
  });
  const given = endpointsIn(options.endpoints);
  const forAll = given.get('');
  if (given.size > 0 && !aws && !env.AWS_PROFILE) signAsLocal(home);
  const endpoints = variablesOf([...Object.entries(endpointsOf(env)), ...given]);
  const lambda = taskEndpoint(endpoints, 'lambda') ?? forAll;
  const services = createTasks(lambda === undefined ? {} : { endpoint: lambda }, endpoints);
  const finder = {
    system: new Map<string, never>(),
    folders: functions,
    timeoutSeconds: FUNCTION_TIMEOUT_SECONDS,
    environment: { ...definedOf(env), AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  };
  return {
    ...services,
    async call(request) {
      const { service } = request;
      const name = functionNameOf(request);
      const fn = name === undefined ? undefined : findFunction(finder, name);
      if (fn && name !== undefined) return invoke(runtime, fn, name, request);
      if (taskEndpoint(endpoints, service) === undefined) {
        if (forAll !== undefined) endpoints[variableOf(service)] = forAll;
        else if (!aws) throw new UsageError(unanswered(options, request, name));
      }
      return services.call(request);
    },
    close: () => runtime.close(),
  };
}

async function invoke(
  runtime: LambdaRuntime,
  fn: NonNullable<ReturnType<typeof findFunction>>,
  functionName: string,
  { parameters, idempotencyKey, timeoutMs }: TaskRequest,
): Promise<TaskResponse> {
  const called = runtime.invoke(fn, {
    functionName,
    requestId: randomUUID(),
    payload: typeof parameters.Payload === 'string' ? parameters.Payload : '{}',
    clientContext: JSON.stringify({ custom: { idempotencyKey } }),
  });
  const result = await within(called, timeoutMs);
  if (!result) return { type: 'timedOut' };
  return {
    type: 'answered',
    status: 200,
    headers: {},
    output: {
      ExecutedVersion: '$LATEST',
      Payload: result.payload,
      ...(result.failed && { FunctionError: 'Unhandled' }),
    },
  };
}

/** `undefined` where it takes longer. */
async function within<T>(work: Promise<T>, ms: number | undefined): Promise<T | undefined> {
  if (ms === undefined) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.min(ms, 2 ** 31 - 1));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The function that a call means; `undefined` where it is another action. */
function functionNameOf({ service, names, parameters }: TaskRequest): string | undefined {
  if (service !== 'lambda' || names !== undefined) return undefined;
  return parseFunctionName(String(parameters.FunctionName ?? ''))?.name;
}

function unanswered(
  { functions, describe }: TaskOptions,
  request: TaskRequest,
  name: string | undefined,
): string {
  const folder = functions[0];
  const ways = [
    ...(name === undefined
      ? []
      : [`${folder ?? 'functions'}/${name}.mjs (--functions ${folder ?? 'functions'})`]),
    '--mock <file>#<case>',
    `--endpoint ${request.service}=<url>`,
    '--aws',
  ];
  return `${describe(request)}, and nothing answers it. What can: ${ways.join(', ')}.`;
}

/** Stand-ins for services take any signature, and the SDK makes none without credentials. */
function signAsLocal({ region }: Home): void {
  process.env.AWS_ACCESS_KEY_ID ??= 'local';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'local';
  process.env.AWS_REGION ??= region;
}

/** By service; that for all of them under no name. */
function endpointsIn(given: string[]): Map<string, string> {
  return new Map(
    given.map((text) => {
      const [, service = '', url = ''] = /^(?:([\w-]+)=)?(https?:\/\/.+)$/.exec(text) ?? [];
      if (URL.canParse(url)) return [service, url];
      throw new UsageError(
        `--endpoint takes <url> or <service>=<url>, such as lambda=http://127.0.0.1:3001, not "${text}".`,
      );
    }),
  );
}

function variablesOf(endpoints: [string, string][]): Record<string, string> {
  const named = endpoints.filter(([service]) => service !== '');
  return Object.fromEntries([
    ['TREADLE_ASSUME_ROLES', 'none'],
    ...named.map(([service, url]) => [variableOf(service), url]),
  ]);
}

function variableOf(service: string): string {
  return `TREADLE_TASK_ENDPOINT_${service.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`;
}

function definedOf(env: TaskOptions['env']): Record<string, string> {
  const entries = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

/** The state machines and their test cases that a file of mocks has. */
export function testCasesIn(text: string): Map<string, string[]> {
  const config = parsePlainJson(text);
  const machines = isObject(config) && isObject(config.StateMachines) ? config.StateMachines : {};
  return new Map(
    Object.entries(machines).map(([name, machine]) => {
      const cases = isObject(machine) && isObject(machine.TestCases) ? machine.TestCases : {};
      return [name, Object.keys(cases)];
    }),
  );
}
