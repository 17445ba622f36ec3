/** DynamoDB for workflows and their users: an engine of its own, so that the system's table is not among theirs. */

import { mkdirSync } from 'node:fs';
import type { LocalRequest, LocalResponse } from '../http/server.ts';
import { type RunningEngine, startEngine } from '../table.ts';
import type { StandIn } from './stand-in.ts';

/**
 * @param folder where the data lies; undefined: in memory
 * @param log takes what is to be said of an engine that ended; the next request starts another
 */
export async function startDynamoDb(
  folder: string | undefined,
  log: (text: string) => void,
): Promise<StandIn> {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  let engine: Promise<RunningEngine> | undefined;
  const onEnd = (reason: string) => {
    engine = undefined;
    log(`${reason}\n`);
  };
  const running = () => {
    engine ??= startEngine({ folder, file: 'dynamodb', onEnd });
    return engine;
  };
  await running();
  return {
    answer: async (request) => forward((await running()).url, request),
    close: async () => (await engine)?.close(),
  };
}

/** Headers of a connection belong to it alone. */
const OF_CONNECTION = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

async function forward(url: string, request: LocalRequest): Promise<LocalResponse> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: withoutConnection(Object.entries(request.headers)),
    body: new Uint8Array(request.bytes),
  });
  return {
    status: answer.status,
    headers: withoutConnection([...answer.headers]),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

function withoutConnection(headers: [string, string][]): Record<string, string> {
  return Object.fromEntries(headers.filter(([name]) => !OF_CONNECTION.has(name)));
}
