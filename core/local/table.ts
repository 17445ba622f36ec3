/** DynamoDB on a laptop: starts the engine (dynoxide, or dynalite where there is no binary) and makes the table. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

export interface EngineOptions {
  /** Where the data lies; undefined: in memory. */
  folder: string | undefined;
  /** The file in that folder, without its ending. */
  file: string;
  /** Called when the engine ends by itself. */
  onEnd: (reason: string) => void;
}

export interface TableOptions extends Omit<EngineOptions, 'file'> {
  name: string;
  region: string;
}

export interface RunningEngine {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts an engine; resolves when it answers.
 *
 * @throws when it does not start; the message is the engine's own
 */
export function startEngine(options: EngineOptions): Promise<RunningEngine> {
  const binary = dynoxideBinary();
  return binary ? startDynoxide(binary, options) : startDynalite(options);
}

/**
 * Starts an engine with the table in it; resolves when the table is there.
 *
 * @throws when the engine does not start; the message is the engine's own
 */
export async function startTable(options: TableOptions): Promise<RunningEngine> {
  const engine = await startEngine({ ...options, file: 'table' });
  try {
    await createTable(engine.url, options);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

/** The path of the binary for this machine, where npm has installed one. */
export function dynoxideBinary(): string | undefined {
  try {
    const name = `@dynoxide/${process.platform}-${process.arch}`;
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const binary = join(manifest, '..', 'dynoxide');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs the command given as arguments until it ends or our end of the pipe closes, which it does however we die:
 * after a SIGKILL too, no engine is left that would hold the port and the file.
 */
const WATCHDOG = `exec 3<&0
"$@" </dev/null 3<&- & engine=$!
{ read -r _ <&3; kill -9 "$engine"; } 2>/dev/null &
wait "$engine"`;

async function startDynoxide(binary: string, options: EngineOptions): Promise<RunningEngine> {
  const port = await freePort();
  const { folder } = options;
  const file = folder === undefined ? [] : ['--db-path', join(folder, `${options.file}.db`)];
  const child = spawn('/bin/sh', ['-c', WATCHDOG, 'sh', binary, '--port', `${port}`, ...file], {
    // In a process group of its own, a Ctrl-C meant for us does not reach the engine before its last requests.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let printed = '';
  let closing = false;
  child.stderr.on('data', (chunk) => {
    printed = `${printed}${chunk}`.slice(-2000);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  ended.then(() => closing || options.onEnd(`The DynamoDB engine ended: ${printed.trim()}`));
  const url = `http://127.0.0.1:${port}`;
  await untilAnswering(url, child, () => printed);
  return {
    url,
    close: async () => {
      closing = true;
      child.stdin.destroy();
      await ended;
    },
  };
}

async function startDynalite({ folder, file }: EngineOptions): Promise<RunningEngine> {
  const { default: dynalite } = await import('dynalite');
  const path = folder === undefined ? {} : { path: join(folder, `dynalite-${file}`) };
  const server = dynalite({ ...path, createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const PATIENCE_MS = 10_000;

async function untilAnswering(
  url: string,
  child: ChildProcess,
  printed: () => string,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (child.exitCode === null && Date.now() < deadline) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  child.stdin?.destroy();
  throw new Error(`The DynamoDB engine does not start: ${printed().trim() || 'no answer'}`);
}

/** Makes the table, as `serverless.yml` declares it, where it is not there yet. */
export async function createTable(
  url: string,
  { name, region }: Pick<TableOptions, 'name' | 'region'>,
): Promise<void> {
  const created = await request(url, region, 'CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'l', 's'].map((key) => ({
      AttributeName: key,
      AttributeType: 'S',
    })),
    KeySchema: keySchema('pk', 'sk'),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'list',
        KeySchema: keySchema('l', 's'),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  if (!created.ok) {
    const answer = await created.text();
    if (answer.includes('ResourceInUseException')) return;
    throw new Error(`The table ${name} cannot be made: ${answer}`);
  }
  // dynalite has no such operation; nothing relies on expiry.
  await request(url, region, 'UpdateTimeToLive', {
    TableName: name,
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  });
}

function keySchema(hash: string, range: string): object[] {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
}

function request(url: string, region: string, operation: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260101T000000Z',
      // The engines ask for a signature and do not check it.
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
}
