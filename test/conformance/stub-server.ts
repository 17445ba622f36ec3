/** A stand-in for Treadle that answers each operation with what a test scripted. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { isObject, type Json } from '../../core/json.ts';

export interface Scripted {
  status?: number;
  body: Json;
}

export interface StubServer {
  url: string;
  /** What was asked, in order: operation and parameters. */
  calls: { op: string; params: Json }[];
  close(): Promise<void>;
}

/** Starts the stub on 127.0.0.1; `script` answers each call. */
export async function startStub(
  script: (op: string, params: Json) => Scripted,
): Promise<StubServer> {
  const calls: StubServer['calls'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const params: Json = JSON.parse(Buffer.concat(chunks).toString());
    const op = String(request.headers['x-amz-target']).replace('AWSStepFunctions.', '');
    calls.push({ op, params });
    const { status = 200, body } = script(op, params);
    response.writeHead(status).end(JSON.stringify(isObject(body) ? body : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
