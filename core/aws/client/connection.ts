/** One HTTP exchange with a service, over connections that are kept. */

import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

export interface Connection {
  /** Host and port, as the `host` header gives them. */
  host: string;
  /** @throws {Error} when no answer came, or not in time */
  post(path: string, headers: Record<string, string>, body: string): Promise<Answer>;
  close(): void;
}

const CONNECT_TIMEOUT_MS = 2_000;
const ANSWER_TIMEOUT_MS = 10_000;
const MAX_SOCKETS = 50;

/** @param endpoint `https://dynamodb.us-east-1.amazonaws.com`, without a path */
export function createConnection(endpoint: string): Connection {
  const { protocol, hostname, port, host } = new URL(endpoint);
  const secure = protocol === 'https:';
  const request = secure ? httpsRequest : httpRequest;
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS };
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  const base: RequestOptions = {
    agent,
    method: 'POST',
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    timeout: ANSWER_TIMEOUT_MS,
  };
  return {
    host,
    post(path, headers, body) {
      return new Promise((resolve, reject) => {
        const outgoing = request({ ...base, path, headers }, (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: singleHeaders(incoming.headers),
              body: (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? '',
            }),
          );
        });
        outgoing.on('error', reject);
        outgoing.on('timeout', () =>
          outgoing.destroy(new Error(`${host} did not answer within ${ANSWER_TIMEOUT_MS} ms`)),
        );
        outgoing.on('socket', (socket) => {
          if (!socket.connecting) return;
          const timer = setTimeout(
            () => outgoing.destroy(new Error(`${host} cannot be reached`)),
            CONNECT_TIMEOUT_MS,
          );
          socket.once('connect', () => clearTimeout(timer));
          socket.once('close', () => clearTimeout(timer));
        });
        outgoing.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}

function singleHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return single;
}
