/** The one HTTP server: reads requests, refuses those of other origins, and hands them to the routes. */

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalRequest {
  id: string;
  method: string;
  /** Path and query as they came. */
  target: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  bytes: Buffer;
  /** The bytes as text. */
  readonly body: string;
}

export interface LocalResponse {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Answers a request, or returns `undefined` where it is not meant. */
export type Route = (request: LocalRequest) => Promise<LocalResponse> | undefined;

/** The port cannot be listened on; the message says why. */
export class PortError extends Error {}

export interface HttpServer {
  port: number;
  /** Before this, everything is answered with 404. */
  serve(routes: Route[]): void;
  close(): Promise<void>;
}

/** Larger bodies are cut off: the largest that a route takes, with room for what wraps it. */
const BODY_LIMIT = 32 * 1024 * 1024;

/**
 * Listens on the loopback interface only.
 *
 * @param port 0: any free one
 * @throws {PortError} when the port is taken
 */
export async function listen(port: number): Promise<HttpServer> {
  let routes: Route[] = [];
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    void answer(routes, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portError(port, error)));
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve: (all) => {
      routes = all;
    },
    close: () => close(server),
  };
}

async function answer(
  routes: Route[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const id = randomUUID();
  let response: LocalResponse;
  try {
    response = refusal(incoming) ?? (await dispatch(routes, await read(incoming, id)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    response = json(500, { __type: 'InternalFailure', message });
  }
  outgoing.writeHead(response.status, {
    'content-length': String(Buffer.byteLength(response.body ?? '')),
    'x-amzn-requestid': id,
    ...response.headers,
  });
  outgoing.end(response.body);
}

async function dispatch(routes: Route[], request: LocalRequest): Promise<LocalResponse> {
  for (const route of routes) {
    const response = route(request);
    if (response) return response;
  }
  return json(404, { message: `There is no ${request.method} ${request.path} here.` });
}

async function read(incoming: IncomingMessage, id: string): Promise<LocalRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error(`The request is larger than ${BODY_LIMIT} bytes`);
    chunks.push(chunk);
  }
  const target = withoutOrigin(incoming.url ?? '/');
  const mark = target.indexOf('?');
  const bytes = Buffer.concat(chunks);
  let text: string | undefined;
  return {
    id,
    method: incoming.method ?? 'GET',
    target,
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark)),
    headers: single(incoming.headers),
    bytes,
    get body() {
      text ??= bytes.toString();
      return text;
    },
  };
}

/** A client that takes us for its proxy names the whole URL. https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
function withoutOrigin(target: string): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

function single(headers: IncomingMessage['headers']): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return result;
}

/**
 * A page of another site must not reach us through the browser: not by a name that it points at this machine (Host),
 * and not by a request across origins (Origin).
 */
function refusal({ headers }: IncomingMessage): LocalResponse | undefined {
  const { host, origin } = headers;
  if (!isLoopback(`http://${host}`)) {
    return json(403, {
      message: `Host "${host}" is not this machine. Use 127.0.0.1 or localhost.`,
    });
  }
  if (origin !== undefined && !isLoopback(origin)) {
    return json(403, { message: `Origin "${origin}" may not use this server.` });
  }
  return undefined;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** SDKs put `sync-` before the host for StartSyncExecution, and S3's a bucket: no name below `localhost` is another machine's. */
function isLoopback(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  return LOOPBACK.has(hostname.replace(/^sync-/, '')) || hostname.endsWith('.localhost');
}

/** A JSON answer. */
export function json(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): LocalResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portError(port: number, error: NodeJS.ErrnoException): PortError {
  if (error.code === 'EADDRINUSE') {
    return new PortError(`Port ${port} is taken. Choose another with --port.`);
  }
  return new PortError(`Port ${port} cannot be listened on: ${error.message}`);
}
