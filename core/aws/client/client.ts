/**
 * A small client for the services on the hot path. Each of their SDK clients takes more processor time for a request, and
 * more time to load, than everything else a step does.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, createConnection } from './connection.ts';
import { type Credentials, createSigner } from './signature.ts';

export interface ClientOptions {
  region?: string;
  endpoint?: string;
  credentials?: Credentials;
  /** How often a request is sent, at most. */
  attempts?: number;
}

/** All that is asked of these services is asked by POST. */
export interface ClientRequest {
  /** Encoded, without a query. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Client {
  /**
   * Sends a request, again and again where the service was busy or the answer was lost.
   *
   * @throws {ServiceRefusal} when the service answers with an error
   * @throws {Error} when there is no answer
   */
  send(request: ClientRequest): Promise<Answer>;
  close(): void;
}

/** A service's error answer, under the name of its error code. */
export class ServiceRefusal extends Error {
  readonly status: number;
  readonly requestId: string;

  constructor(code: string, message: string, { status, headers }: Answer) {
    super(message);
    this.name = code;
    this.status = status;
    this.requestId = headers['x-amzn-requestid'] ?? '';
  }
}

const DEFAULT_ATTEMPTS = 6;
const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 5_000;

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const THROTTLING = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/**
 * A client for one service, by default with the environment's region, endpoint (`AWS_ENDPOINT_URL_<SERVICE>`) and
 * credentials, which Lambda gives every function.
 *
 * @throws {Error} naming the variable that is missing
 */
export function createClient(service: string, options: ClientOptions = {}): Client {
  const most = options.attempts ?? DEFAULT_ATTEMPTS;
  const region = options.region ?? variable('AWS_REGION');
  const connection = createConnection(options.endpoint ?? endpointOf(service, region));
  const signer = createSigner(options.credentials ?? credentialsOfFunction(), region, service);

  async function attempt({ path, headers, body }: ClientRequest): Promise<Answer> {
    const all = {
      ...headers,
      host: connection.host,
      'content-length': String(Buffer.byteLength(body)),
    };
    const signed = signer.sign({ method: 'POST', path, headers: all, body }, new Date());
    const answer = await connection.post(path, signed, body);
    if (answer.status >= 300) throw refusalOf(answer);
    return answer;
  }

  return {
    async send(request) {
      for (let attempts = 1; ; attempts++) {
        try {
          return await attempt(request);
        } catch (error) {
          if (attempts >= most || !passes(error)) throw error;
          const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
          await pause(Math.random() * longest);
        }
      }
    },
    close: () => connection.close(),
  };
}

/** Whether an error may be gone the next time: no answer, a busy service, or one that failed itself. */
function passes(error: unknown): boolean {
  return (
    !(error instanceof ServiceRefusal) ||
    error.status >= 500 ||
    error.status === 429 ||
    THROTTLING.has(error.name)
  );
}

/** The code stands in a header or in the body, there behind a namespace or before a URL. */
function refusalOf(answer: Answer): ServiceRefusal {
  const body = parsed(answer.body);
  const code = String(answer.headers['x-amzn-errortype'] ?? body.__type ?? body.code ?? 'Unknown');
  const name = code.slice(code.lastIndexOf('#') + 1).replace(/:.*/, '');
  return new ServiceRefusal(name, String(body.message ?? body.Message ?? ''), answer);
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function endpointOf(service: string, region: string): string {
  const named = process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`];
  if (named) return named;
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${service}.${region}.${suffix}`;
}

function credentialsOfFunction(): Credentials {
  const credentials: Credentials = {
    accessKeyId: variable('AWS_ACCESS_KEY_ID'),
    secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
  };
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  return sessionToken ? { ...credentials, sessionToken } : credentials;
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set`);
  return value;
}
