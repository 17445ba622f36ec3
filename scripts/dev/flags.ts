/** The flags of the one command. */

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { LocalOptions } from '../../core/local/index.ts';

/** A flag that cannot be taken; the message says which and why. */
export class FlagError extends Error {}

export interface Flags {
  help: boolean;
  examples: boolean;
  functions: string[];
  local: LocalOptions;
}

export const HELP = `treadle: Step Functions on your own machine

Usage: npm start -- [options]

  --port <number>              where to listen on 127.0.0.1; 0 takes any free port [8083]
  --data <folder>              where executions are kept [.treadle]
  --memory                     keep nothing
  --functions <folder>         serve <folder>/<name>.{mjs,js,ts}, export "handler", as Lambda functions; repeatable
  --endpoint <service>=<url>   send task calls for a service there, for example lambda=http://127.0.0.1:3001; repeatable.
                               AWS_ENDPOINT_URL_<SERVICE> in the environment does the same
  --mock <file>                test cases, as Step Functions Local reads them: start an execution by the state machine's ARN
                               and #<test case>. SFN_MOCK_CONFIG in the environment does the same
  --connections <file>         the connections of HTTP Tasks: JSON, by name, each as CreateConnection of EventBridge takes it.
                               TREADLE_CONNECTIONS in the environment does the same
  --allow-local-http           let HTTP Tasks call servers on this machine, without TLS too
  --function-timeout <seconds> the timeout of those functions [60]
  --concurrency <number>       how many invocations of one function run at a time [32]
  --retry-delay <seconds>      how long a failed asynchronous invocation waits for its first retry; Lambda: 60 [1]
  --no-fuse                    one transition in each step, as stacks do that do not set fuse: slower, and each state has a
                               record of its own
  --no-examples                neither deploy the examples into an empty folder nor serve their functions
  --help                       this text`;

const OPTIONS = {
  port: { type: 'string', default: '8083' },
  data: { type: 'string' },
  memory: { type: 'boolean', default: false },
  functions: { type: 'string', multiple: true, default: [] as string[] },
  endpoint: { type: 'string', multiple: true, default: [] as string[] },
  mock: { type: 'string' },
  connections: { type: 'string' },
  'allow-local-http': { type: 'boolean', default: false },
  'function-timeout': { type: 'string', default: '60' },
  concurrency: { type: 'string', default: '32' },
  'retry-delay': { type: 'string', default: '1' },
  fuse: { type: 'boolean', default: true },
  examples: { type: 'boolean', default: true },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * Reads the arguments that follow the script's name.
 *
 * @throws {FlagError} for a flag that is unknown or has no proper value
 */
export function parseFlags(args: string[]): Flags {
  const values = parse(args);
  if (values.data === '') throw new FlagError('--data takes the name of a folder.');
  if (values.memory && values.data !== undefined) {
    throw new FlagError('--memory and --data exclude each other.');
  }
  const local: LocalOptions = {
    port: numberOf('port', values.port, { from: 0, to: 65_535 }),
    functionTimeoutSeconds: numberOf('function-timeout', values['function-timeout'], {
      from: 1,
      to: 900,
    }),
    concurrency: numberOf('concurrency', values.concurrency, { from: 1, to: 1000 }),
    retryDelaySeconds: numberOf('retry-delay', values['retry-delay'], { from: 0, to: 3600 }),
    endpoints: Object.fromEntries(values.endpoint.map(endpointOf)),
    fuse: values.fuse,
  };
  if (values.connections !== undefined) local.connections = fileOf(values.connections);
  if (values['allow-local-http']) local.allowLocalHttp = true;
  if (values.mock !== undefined) local.mockConfig = resolve(values.mock);
  if (!values.memory) local.data = resolve(values.data ?? '.treadle');
  return {
    help: values.help,
    examples: values.examples,
    functions: values.functions.map(folderOf),
    local,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowNegative: true }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new FlagError(`${message.split('. ', 1)[0]}. See --help.`);
  }
}

function numberOf(flag: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  throw new FlagError(`--${flag} takes a whole number from ${from} to ${to}, not "${text}".`);
}

function endpointOf(text: string): [string, string] {
  const [, service, url] = /^([\w-]+)=(https?:\/\/.+)$/.exec(text) ?? [];
  if (service !== undefined && url !== undefined && URL.canParse(url)) return [service, url];
  const example = 'lambda=http://127.0.0.1:3001';
  throw new FlagError(`--endpoint takes <service>=<url>, such as ${example}, not "${text}".`);
}

function folderOf(path: string): string {
  const folder = resolve(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new FlagError(`--functions ${path} is not a folder.`);
}

function fileOf(path: string): string {
  const file = resolve(path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new FlagError(`--connections ${path} is not a file.`);
}
