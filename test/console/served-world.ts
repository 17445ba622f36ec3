/** The console and an API in memory behind one address: for histories that would take too long to run for real. */

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { consoleFile } from '../../core/api/console-files.ts';
import { dispatch } from '../../core/api/dispatch.ts';
import type { ApiWorld } from '../api/api-world.ts';

export interface ServedWorld {
  url: string;
  /** How many requests for events there were. */
  asked: { requests: number };
  close(): void;
}

/** Serves `dist/console` and the API of a world. */
export async function serveWorld(world: ApiWorld): Promise<ServedWorld> {
  const asked = { requests: 0 };
  const index = readFileSync('dist/console/index.html', 'utf8');
  const names = ['index.html', ...[...index.matchAll(/assets\/[\w.-]+/g)].map(([name]) => name)];
  const files = new Map(
    names.map((name) => {
      const contents = readFileSync(`dist/console/${name}`);
      return [name, { contents, gzipped: gzipSync(contents) }];
    }),
  );
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      const { status, headers, body } = consoleFile(files, request.url?.split('?')[0] ?? '');
      response.writeHead(status, headers).end(body);
      return;
    }
    const target = String(request.headers['x-amz-target']);
    if (target.endsWith('GetExecutionEvents')) asked.requests++;
    const { status, body } = await dispatch(world.context, target, await textOf(request));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
