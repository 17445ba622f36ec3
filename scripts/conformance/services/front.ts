/** A front for a service's local engine: what the engine answers, with the account and the headers that AWS has. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, request as send } from 'node:http';
import { OUR_ACCOUNT } from '../identifiers.ts';

/** The account that fauxqs answers for. */
const ENGINE_ACCOUNT = '000000000000';

export interface EngineAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** How a service's answers differ from its engine's. */
export type Corrections = (answer: EngineAnswer, method: string) => EngineAnswer;

export interface Front {
  url: string;
  close(): Promise<void>;
}

/** Starts it on any free port of 127.0.0.1. */
export async function startFront(engine: string, correct: Corrections): Promise<Front> {
  const server = createServer((request, response) => {
    forward(engine, request)
      .then((answer) => {
        const body = ofAccount(answer.body, ENGINE_ACCOUNT, OUR_ACCOUNT);
        const sent = correct({ ...answer, body }, request.method ?? '');
        const length = { 'content-length': String(sent.body.length) };
        response.writeHead(sent.status, { ...sent.headers, ...length });
        response.end(sent.body);
      })
      .catch(() => response.destroy());
  });
  return listenAnywhere(server);
}

/** Lets a server listen on any free port of 127.0.0.1. */
export async function listenAnywhere(server: Server): Promise<Front> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function forward(engine: string, incoming: IncomingMessage): Promise<EngineAnswer> {
  const body = forEngine(await bytesOf(incoming));
  const outgoing = send(`${engine}${incoming.url}`, {
    method: incoming.method,
    headers: { ...incoming.headers, 'content-length': String(body.length) },
  });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) headers[name] = String(value);
  return { status: answer.statusCode ?? 500, headers, body: await bytesOf(answer) };
}

/** The engine's own account, but for the text of a message, whose digest the sender checks. */
function forEngine(body: Buffer): Buffer {
  const message = /"MessageBody":"(?:[^"\\]|\\.)*"/.exec(body.toString('latin1'))?.[0];
  const replaced = ofAccount(body, OUR_ACCOUNT, ENGINE_ACCOUNT).toString('latin1');
  if (message === undefined) return Buffer.from(replaced, 'latin1');
  const text = replaced.replace(/"MessageBody":"(?:[^"\\]|\\.)*"/, () => message);
  return Buffer.from(text, 'latin1');
}

/** The accounts' numbers have the same length, so no length changes. */
function ofAccount(body: Buffer, from: string, to: string): Buffer {
  if (!body.includes(from)) return body;
  return Buffer.from(body.toString('latin1').replaceAll(from, to), 'latin1');
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The headers that AWS's servers send with every answer of the JSON and query protocols. */
export function awsHeaders(contentType: string): Record<string, string> {
  return {
    'x-amzn-requestid': randomUUID(),
    // Said here so that Node adds no Keep-Alive header, which AWS does not send.
    connection: 'keep-alive',
    date: new Date().toUTCString(),
    'content-type': contentType,
  };
}
