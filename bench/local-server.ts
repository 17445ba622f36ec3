/** Local mode in a process of its own, and the few API calls that a measurement needs. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JsonObject } from '../core/json.ts';

export interface LocalServer {
  /** Calls an operation of the API. */
  call(operation: string, input: JsonObject): Promise<JsonObject>;
  close(): Promise<void>;
}

const project = `${import.meta.dirname}/..`;

/** Starts the one command on an empty data folder, which is kept on disk as a user's is. */
export async function startServer(): Promise<LocalServer> {
  const data = mkdtempSync(join(tmpdir(), 'treadle-bench-'));
  const child = spawn(
    process.execPath,
    [`${project}/scripts/dev.ts`, '--port', '0', '--data', data, '--no-examples'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [, address] = /listening on (\S+)/.exec(line) ?? [];
      if (address) resolve(address);
    });
    ended.then(() => reject(new Error('local mode has ended')));
  });
  const agent = new Agent({ keepAlive: true });
  return {
    call: (operation, input) => call(agent, url, operation, input),
    async close() {
      agent.destroy();
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true });
    },
  };
}

function call(
  agent: Agent,
  url: string,
  operation: string,
  input: JsonObject,
): Promise<JsonObject> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `AWSStepFunctions.${operation}`,
        },
      },
      async (incoming) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        if (incoming.statusCode === 200) resolve(JSON.parse(text) as JsonObject);
        else reject(new Error(`${operation} answered ${incoming.statusCode}: ${text}`));
      },
    );
    outgoing.once('error', reject);
    outgoing.end(JSON.stringify(input));
  });
}
