/** Puts local mode together: the same functions as in the cloud, on stand-ins for the services that they use. */

import { resolve } from 'node:path';
import type { Home } from '../arn.ts';
import { type LocalClock, systemClock } from './clock.ts';
import { Database } from './database.ts';
import { endpointsOf, names } from './environment.ts';
import { type HttpServer, listen } from './http/server.ts';
import { readMockConfig } from './mock-config.ts';
import { projectFolder } from './project-folder.ts';
import { tokenSecret } from './secret.ts';
import { Services } from './services.ts';
import { createStandIns } from './stand-ins/index.ts';
import { type RunningEngine, startTable } from './table.ts';

export interface LocalOptions {
  /** 0: any free port. */
  port?: number;
  /** Where the data lies; absent: in memory. */
  data?: string;
  region?: string;
  account?: string;
  /** Folders of user functions, `<name>.{mjs,js,ts}`. */
  functions?: string[];
  /** The timeout of user functions. */
  functionTimeoutSeconds?: number;
  /** How many invocations of one function run at a time. */
  concurrency?: number;
  /** How long the first retry of an asynchronous invocation waits. */
  retryDelaySeconds?: number;
  /** Where task calls go, by service; before what `AWS_ENDPOINT_URL_<SERVICE>` variables say. */
  endpoints?: Record<string, string>;
  /** The file of test cases, in the form of Step Functions Local; before what `SFN_MOCK_CONFIG` says. */
  mockConfig?: string;
  /** The file of the connections of HTTP Tasks; before what `TREADLE_CONNECTIONS` says. */
  connections?: string;
  /** Whether HTTP Tasks may call servers on this machine, without TLS too. */
  allowLocalHttp?: boolean;
  /** Whether states that follow each other without waiting are decided in one step. */
  fuse?: boolean;
  /** The bundles of our own functions. */
  bundles?: string;
  /** Takes what functions print. */
  log?: (functionName: string, text: string) => void;
  /** Called when the DynamoDB engine ends by itself; nothing works after that. */
  onEngineEnd?: (reason: string) => void;
  clock?: LocalClock;
  environment?: Record<string, string | undefined>;
}

export interface LocalServer {
  url: string;
  /** There was no data before. */
  fresh: boolean;
  close(): Promise<void>;
}

/**
 * Starts everything; resolves when requests are answered.
 *
 * @throws {DataFolderError} when the data folder cannot be used
 * @throws {PortError} when the port is taken
 * @throws {MockConfigError} when the file of test cases cannot be used
 */
export async function startLocal(options: LocalOptions = {}): Promise<LocalServer> {
  const outer = withMockConfig(options);
  const home: Home = {
    partition: 'aws',
    region: options.region ?? outer.AWS_REGION ?? 'us-east-1',
    account: options.account ?? '123456789012',
  };
  const folder = options.data === undefined ? undefined : resolve(options.data);
  const log = options.log ?? (() => {});
  const database = new Database(folder);
  const standIns = createStandIns(folder, (text) => log('services', text));
  let table: RunningEngine | undefined;
  let http: HttpServer | undefined;
  let services: Services | undefined;
  const close = async () => {
    await http?.close();
    await services?.close();
    database.close();
    await Promise.all([table?.close(), standIns.close()]);
  };
  try {
    table = await startTable({
      name: names.table,
      region: home.region,
      folder,
      onEnd: options.onEngineEnd ?? (() => {}),
    });
    http = await listen(options.port ?? 0);
    const url = `http://127.0.0.1:${http.port}`;
    services = new Services({
      home,
      url,
      database,
      standIns,
      tableUrl: table.url,
      outer,
      clock: options.clock ?? systemClock,
      taskEndpoints: { ...endpointsOf(outer), ...options.endpoints },
      connections: connectionsFile(options.connections ?? outer.TREADLE_CONNECTIONS),
      allowLocalHttp: options.allowLocalHttp ?? false,
      fuse: options.fuse ?? false,
      functionFolders: (options.functions ?? []).map((path) => resolve(path)),
      functionTimeoutSeconds: options.functionTimeoutSeconds ?? 60,
      concurrency: options.concurrency ?? 32,
      retryDelaySeconds: options.retryDelaySeconds ?? 1,
      tokenSecret: tokenSecret(folder),
      bundles: resolve(options.bundles ?? `${projectFolder()}/dist`),
      serverlessFile: `${projectFolder()}/serverless.yml`,
      log,
    });
    http.serve(services.routes());
    services.start();
    return { url, fresh: database.fresh, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The functions read the file themselves, by this variable; here it is seen to that they can. */
function withMockConfig({ environment = process.env, mockConfig }: LocalOptions) {
  const file = mockConfig ?? environment.SFN_MOCK_CONFIG;
  if (!file) return environment;
  const path = resolve(file);
  readMockConfig(path);
  return { ...environment, SFN_MOCK_CONFIG: path };
}

/** The functions read the file themselves, whenever a task needs it. */
function connectionsFile(file: string | undefined): string | undefined {
  return file ? resolve(file) : undefined;
}
