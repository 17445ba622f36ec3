/** How large the step function's bundle is and how long it takes to load, beside a bundle of nothing but DynamoDB's client. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { systemEnvironment } from '../core/local/environment.ts';
import { type Sample, sampleOf } from './statistics.ts';

export interface Startup {
  /** Of the entry and the chunks that loading it loads. */
  stepBytes: number;
  stepGzipBytes: number;
  clientBytes: number;
  /** Milliseconds of importing the bundle in a fresh process. */
  stepInit: Sample;
  clientInit: Sample;
  /** The first over the second, by their medians. */
  ratio: number;
}

const dist = `${import.meta.dirname}/../dist`;

/** What a function that reads and writes items cannot do without. */
const BARE_CLIENT = `
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = (event) =>
  client.send(event.Item ? new PutItemCommand(event) : new GetItemCommand(event));`;

const TIMER = `
const started = performance.now();
await import(process.argv[1]);
console.log(performance.now() - started);
process.exit();`;

/** Nothing is called while a bundle loads. */
const ENVIRONMENT = systemEnvironment({
  home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
  url: 'http://127.0.0.1',
  tableUrl: 'http://127.0.0.1',
  retryDelaySeconds: 60,
  tokenSecret: 'secret of the bench',
  taskEndpoints: {},
  outer: {},
});

/** Loads both bundles in turn, each time in a fresh process. */
export async function measureStartup(processes: number): Promise<Startup> {
  const folder = mkdtempSync(join(tmpdir(), 'treadle-bench-'));
  try {
    const client = join(folder, 'client.mjs');
    await buildClient(client);
    const step = join(dist, 'step.mjs');
    const stepTimes: number[] = [];
    const clientTimes: number[] = [];
    // The first round warms the disk's cache.
    for (let round = 0; round <= processes; round++) {
      const times = [importTime(step), importTime(client)] as const;
      if (round === 0) continue;
      stepTimes.push(times[0]);
      clientTimes.push(times[1]);
    }
    const stepInit = sampleOf(stepTimes);
    const clientInit = sampleOf(clientTimes);
    return {
      ...stepSize(),
      clientBytes: readFileSync(client).length,
      stepInit,
      clientInit,
      ratio: stepInit.median / clientInit.median,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function importTime(file: string): number {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', TIMER, file],
    { env: ENVIRONMENT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
  return Number(stdout);
}

/** As `scripts/build.ts` builds the functions. */
async function buildClient(outfile: string): Promise<void> {
  await build({
    stdin: { contents: BARE_CLIENT, resolveDir: import.meta.dirname },
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire as treadleRequire}from'node:module';const require=treadleRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

interface Metafile {
  outputs: Record<string, { imports: { path: string; kind: string }[] }>;
}

/** The bytes of the entry and of all that it imports statically. */
function stepSize(): { stepBytes: number; stepGzipBytes: number } {
  const { outputs } = JSON.parse(readFileSync(`${dist}/meta.json`, 'utf8')) as Metafile;
  const files = new Set(['dist/step.mjs']);
  for (const file of files) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) files.add(path);
    }
  }
  const contents = [...files].map((file) => readFileSync(join(dist, '..', file)));
  return {
    stepBytes: contents.reduce((sum, { length }) => sum + length, 0),
    stepGzipBytes: contents.reduce((sum, content) => sum + gzipSync(content).length, 0),
  };
}
