/** SQS, SNS and S3 for workflows and their users, by fauxqs in this process. https://github.com/kibertoad/fauxqs */

import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildAppOptions, buildApp } from 'fauxqs';
import type { LocalRequest, LocalResponse } from '../http/server.ts';
import type { StandIn } from './stand-in.ts';

type App = ReturnType<typeof buildApp>;
type Stores = NonNullable<BuildAppOptions['stores']>;
/** The type is not among what the package exports. */
type Persistence = NonNullable<Stores['sqsStore']['persistence']>;

/** @param folder where the data lies; undefined: in memory */
export async function startFauxqs(folder: string | undefined): Promise<StandIn> {
  const { buildApp } = await import('fauxqs');
  const stores = await makeStores();
  const persistence = folder === undefined ? undefined : await persist(stores, folder);
  const app = buildApp({ logger: false, stores });
  app.addHook('preHandler', (request, _reply, done) => {
    request.body = inItsAccount(request.body);
    done();
  });
  await app.ready();
  return {
    answer: (request) => answer(app, request),
    close: async () => {
      await app.close();
      persistence?.close();
    },
  };
}

/** The package can start a server itself, but only on every interface of the machine: so its parts are put together here. */
async function makeStores(): Promise<Stores> {
  const [{ SqsStore }, { SnsStore }, { S3Store }] = await Promise.all([
    part<{ SqsStore: new () => Stores['sqsStore'] }>('sqs/sqsStore.js'),
    part<{ SnsStore: new () => Stores['snsStore'] }>('sns/snsStore.js'),
    part<{ S3Store: new () => Stores['s3Store'] }>('s3/s3Store.js'),
  ]);
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // URLs of queues then begin with the address that the request was sent to.
  stores.sqsStore.host = '';
  return stores;
}

async function persist(stores: Stores, folder: string): Promise<Persistence> {
  const { PersistenceManager } = await part<{
    PersistenceManager: new (folder: string) => Persistence;
  }>('persistence.js');
  const { sqsStore, snsStore, s3Store } = stores;
  const persistence = new PersistenceManager(folder);
  // What is read must not be written again, so the stores learn of the file only now.
  persistence.load(sqsStore, snsStore, s3Store);
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  for (const store of [sqsStore, snsStore, s3Store]) store.persistence = persistence;
  return persistence;
}

async function part<T>(path: string): Promise<T> {
  const manifest = findPackageJSON('fauxqs', import.meta.url) ?? '';
  return (await import(pathToFileURL(`${dirname(manifest)}/dist/${path}`).href)) as T;
}

const OWN_ACCOUNT = '$1:000000000000:';

/** The account in the ARN of a topic does not count: a definition names the one that it is deployed to. */
function inItsAccount(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const named = typeof value === 'string' && /(?:Arn|^Endpoint)$/.test(name);
      return [name, named ? value.replace(/^(arn:[\w-]+:\w+:[\w-]*):\d{12}:/, OWN_ACCOUNT) : value];
    }),
  );
}

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'PATCH';

async function answer(app: App, request: LocalRequest): Promise<LocalResponse> {
  const { 'transfer-encoding': _, ...headers } = request.headers;
  const response = await app.inject({
    method: request.method as Method,
    url: request.target,
    headers: { ...headers, 'content-length': String(request.bytes.length) },
    payload: request.bytes,
  });
  return {
    status: response.statusCode,
    headers: headersOf(response.headers),
    body: response.rawPayload,
  };
}

/** Without those of a connection, which is another one here. */
function headersOf(headers: Record<string, unknown>): Record<string, string> {
  const { connection: _, 'transfer-encoding': __, ...rest } = headers;
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}
