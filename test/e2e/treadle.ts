/** The one command as a child process, and the SDK's client for it: what a user has, as tests use it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';

export interface TreadleOptions {
  /** Flags beyond the port; `--no-examples` comes by itself. */
  flags?: string[];
  port?: number;
  environment?: Record<string, string>;
}

export interface Treadle {
  url: string;
  port: number;
  sfn: SFNClient;
  /** What it printed on standard error so far: the functions' logs. */
  logs(): string;
  /** SIGKILL for the whole process group; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

const project = resolve(import.meta.dirname, '../..');
const READY = /^treadle listening on (http:\/\/127\.0\.0\.1:(\d+))$/m;

/** Starts it and waits until it says that it listens. */
export async function startTreadle(options: TreadleOptions = {}): Promise<Treadle> {
  const { flags = ['--memory'], port = 0, environment = {} } = options;
  const child = spawn(
    process.execPath,
    ['scripts/dev.ts', '--port', String(port), '--no-examples', ...flags],
    {
      cwd: project,
      detached: true,
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let logs = '';
  child.stderr.on('data', (chunk) => {
    logs += chunk;
  });
  const exited = once(child, 'exit');
  const [, url = '', listening = ''] = await ready(child, () => logs);
  const sfn = clientOf(url);
  const end = async (send: () => void): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) send();
    await exited;
    sfn.destroy();
    return child.exitCode;
  };
  return {
    url,
    port: Number(listening),
    sfn,
    logs: () => logs,
    kill: async () => {
      await end(() => process.kill(-(child.pid ?? 0), 'SIGKILL'));
    },
    stop: () => end(() => child.kill('SIGTERM')),
  };
}

function clientOf(endpoint: string): SFNClient {
  return new SFNClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

function ready(child: ChildProcess, logs: () => string): Promise<RegExpExecArray> {
  return new Promise((found, failed) => {
    let printed = '';
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
      const line = READY.exec(printed);
      if (line) found(line);
    });
    child.once('exit', (code) =>
      failed(new Error(`it ended with ${code} before it listened: ${printed}${logs()}`)),
    );
  });
}
