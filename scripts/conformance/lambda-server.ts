/** A stand-in for AWS Lambda: the Invoke API in front of the functions which the cases describe. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { LambdaBehaviour } from './case.ts';
import { OUR_ACCOUNT, OUR_REGION } from './identifiers.ts';
import { pythonJson } from './python-json.ts';

export interface LambdaServer {
  url: string;
  /** Makes functions exist, by name. */
  add(functions: Record<string, LambdaBehaviour>): void;
  close(): Promise<void>;
}

interface Reply {
  body: string;
  failed?: boolean;
  afterSeconds?: number;
}

type Behave = (fn: LambdaBehaviour, event: string, requestId: string) => Reply;

const behaviours: Record<LambdaBehaviour['behaviour'], Behave> = {
  echo: (_fn, event) => ({ body: pythonJson(event) }),
  return: (fn) => ({ body: pythonJson(JSON.stringify(fn.payload ?? null)) }),
  sleep: (fn, event) => ({ body: pythonJson(event), afterSeconds: fn.seconds ?? 0 }),
  raise: (fn, _event, requestId) => ({ body: raised(fn, requestId), failed: true }),
  // The recordings show the runtime of their day, which wrote the handler's b'HelloWorld!' as a text.
  bytes: () => ({ body: '"HelloWorld!"' }),
};

/** What the Python runtime answers when a handler raises, in its own spacing. */
function raised(fn: LambdaBehaviour, requestId: string): string {
  const errorType = fn.errorType ?? 'Exception';
  const errorMessage = fn.errorMessage ?? '';
  const source = `raise ${errorType}(${JSON.stringify(errorMessage)})`;
  const trace = `  File "/var/task/handler.py", line ${fn.line ?? 1}, in handler\n    ${source}\n`;
  return pythonJson(JSON.stringify({ errorMessage, errorType, requestId, stackTrace: [trace] }));
}

/** Starts the server on 127.0.0.1; port 0 takes any free one. */
export async function startLambdaServer(port = 0): Promise<LambdaServer> {
  const functions = new Map<string, LambdaBehaviour>();
  const closing = new AbortController();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const event = await textOf(request);
    const given = functionName(request.url ?? '');
    const fn = functions.get(given.name);
    if (fn === undefined) {
      refuse(response, given);
      return;
    }
    const requestId = randomUUID();
    const reply = behaviours[fn.behaviour](fn, event === '' ? '{}' : event, requestId);
    if (reply.afterSeconds !== undefined) {
      await wait(reply.afterSeconds * 1000, undefined, { signal: closing.signal });
    }
    response.writeHead(200, headersOf(reply, requestId)).end(reply.body);
  };

  const server = createServer((request, response) => {
    // A function that still sleeps when the server closes, or whose caller has gone, needs no answer.
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${boundPort}`,
    add: (more) => {
      for (const [name, fn] of Object.entries(more)) functions.set(name, fn);
    },
    close: async () => {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function headersOf(reply: Reply, requestId: string): Record<string, string> {
  const trace = randomUUID().replaceAll('-', '');
  return {
    // Said here so that Node adds no Keep-Alive header, which Lambda does not send.
    Connection: 'keep-alive',
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(reply.body)),
    'x-amzn-RequestId': requestId,
    'x-amzn-Remapped-Content-Length': '0',
    'X-Amz-Executed-Version': '$LATEST',
    'X-Amzn-Trace-Id': `root=1-${trace.slice(0, 8)}-${trace.slice(8)};sampled=0`,
    ...(reply.failed && { 'X-Amz-Function-Error': 'Unhandled' }),
  };
}

function refuse(response: ServerResponse, given: FunctionName): void {
  const { account, region, name, qualifier } = given;
  const arn = `arn:aws:lambda:${region}:${account}:function:${name}:${qualifier}`;
  const body = JSON.stringify({ Type: 'User', Message: `Function not found: ${arn}` });
  const headers = {
    'Content-Type': 'application/json',
    'x-amzn-RequestId': randomUUID(),
    'x-amzn-ErrorType': 'ResourceNotFoundException',
  };
  response.writeHead(404, headers).end(body);
}

interface FunctionName {
  account: string;
  region: string;
  name: string;
  qualifier: string;
}

const FUNCTION_NAME =
  /^(?:arn:[^:]+:lambda:(?<region>[^:]+):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[^:]+)(?::(?<qualifier>.+))?$/;

/** The function which an Invoke request names in its path: by name, by partial or whole ARN, with a qualifier or not. */
function functionName(url: string): FunctionName {
  const { pathname, searchParams } = new URL(url, 'http://lambda');
  const given = decodeURIComponent(/\/functions\/(.+)\/invocations$/.exec(pathname)?.[1] ?? '');
  const parts = FUNCTION_NAME.exec(given)?.groups ?? {};
  return {
    account: parts.account ?? OUR_ACCOUNT,
    region: parts.region ?? OUR_REGION,
    name: parts.name ?? given,
    qualifier: searchParams.get('Qualifier') ?? parts.qualifier ?? '$LATEST',
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
