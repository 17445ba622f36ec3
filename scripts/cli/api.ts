/** Calls a Treadle by its API: AWS JSON 1.0, signed where it is not on this machine. */

import { createConnection } from '../../core/aws/client/connection.ts';
import { type Credentials, createSigner } from '../../core/aws/client/signature.ts';
import { isObject, type Json, type JsonObject, parsePlainJson } from '../../core/json.ts';
import { UsageError } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { ExpectedError } from './expected-error.ts';
import type { Terminal } from './terminal.ts';

export interface Api {
  endpoint: string;
  /**
   * @throws {ApiRefusal} when it says no
   * @throws {ExpectedError} when it cannot be reached, or denies access
   */
  call(operation: string, input: JsonObject): Promise<JsonObject>;
  /** Sends JSON to a path of its own. @throws as `call` */
  post(path: string, body: JsonObject): Promise<JsonObject>;
  /** All items of a list, page by page; `limit`: no more than so many. */
  list(operation: string, input: JsonObject, member: string, limit?: number): Promise<JsonObject[]>;
  close(): void;
}

/** The API's answer to what it does not take: nothing of the kind, or not in this state. */
export class ApiRefusal extends ExpectedError {
  readonly code: string;

  constructor(code: string, message: string) {
    super(
      `${code}: ${message}`,
      code === 'InvalidDefinition' ? EXIT.INVALID_DEFINITION : EXIT.USAGE,
    );
    this.code = code;
  }
}

const DENIED =
  /AccessDenied|Forbidden|InvalidSignature|UnrecognizedClient|MissingAuth|ExpiredToken|IncompleteSignature|InvalidClientTokenId/;
const DEFAULT_ENDPOINT = 'http://127.0.0.1:8083';

/** The endpoint that is meant, before it is known whether it is there. */
export function endpointOf(given: string | undefined, { env }: Pick<Terminal, 'env'>): string {
  const url = given ?? (env.TREADLE_ENDPOINT || env.AWS_ENDPOINT_URL_SFN) ?? DEFAULT_ENDPOINT;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url.replace(/\/+$/, '');
  throw new UsageError(`--endpoint takes a URL, such as ${DEFAULT_ENDPOINT}, not "${url}".`);
}

export function isLocal(endpoint: string): boolean {
  return /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(
    new URL(endpoint).hostname,
  );
}

export function createApi(
  { endpoint: given, region }: { endpoint: string | undefined; region: string | undefined },
  terminal: Terminal,
): Api {
  const endpoint = endpointOf(given, terminal);
  const connection = createConnection(endpoint);
  const base = new URL(endpoint).pathname.replace(/\/$/, '');
  let sign: Promise<ReturnType<typeof createSigner>> | undefined;

  async function send(path: string, headers: Record<string, string>, body: string) {
    const all = {
      ...headers,
      host: connection.host,
      'content-length': String(Buffer.byteLength(body)),
    };
    const full = `${base}${path}`;
    let signed = all;
    if (!isLocal(endpoint)) {
      sign ??= signerFor(endpoint, region, terminal);
      signed = {
        ...all,
        ...(await sign).sign({ method: 'POST', path: full, headers: all, body }, new Date()),
      };
    }
    const answer = await connection.post(full, signed, body).catch((error: unknown) => {
      throw unreachable(endpoint, error);
    });
    const value = parsed(answer.body);
    if (answer.status < 300) return value;
    throw refusal(endpoint, answer.status, answer.headers, value);
  }

  const call: Api['call'] = (operation, input) =>
    send(
      '/',
      {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AWSStepFunctions.${operation}`,
      },
      JSON.stringify(input),
    );
  return {
    endpoint,
    call,
    post: (path, body) => send(path, { 'content-type': 'application/json' }, JSON.stringify(body)),
    async list(operation, input, member, limit = Number.POSITIVE_INFINITY) {
      const items: JsonObject[] = [];
      let nextToken: Json | undefined;
      do {
        const page: JsonObject = await call(operation, {
          ...input,
          ...(nextToken !== undefined && { nextToken }),
        });
        const found = page[member];
        items.push(...(Array.isArray(found) ? found.filter(isObject) : []));
        nextToken = page.nextToken;
      } while (nextToken !== undefined && items.length < limit);
      return items.slice(0, limit);
    },
    close: () => connection.close(),
  };
}

/** By which name a service takes signatures, and for which region, its host name says. */
async function signerFor(endpoint: string, region: string | undefined, { env }: Terminal) {
  const { hostname } = new URL(endpoint);
  const [, kind, place] =
    /\.(execute-api|lambda-url|states)\.([a-z0-9-]+)\./.exec(`.${hostname}`) ?? [];
  const service = kind === 'lambda-url' ? 'lambda' : (kind ?? 'states');
  const signed = region ?? place ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1';
  return createSigner(await credentials(signed), signed, service);
}

/** From the environment, a profile, SSO…: whatever the AWS SDK finds. */
async function credentials(region: string): Promise<Credentials> {
  const { LambdaClient } = await import('@aws-sdk/client-lambda');
  try {
    return await new LambdaClient({ region }).config.credentials();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExpectedError(
      `There are no AWS credentials to sign with: ${reason}`,
      EXIT.UNREACHABLE,
    );
  }
}

function unreachable(endpoint: string, error: unknown): ExpectedError {
  const reason =
    error instanceof Error
      ? error.message || String('code' in error ? error.code : error)
      : String(error);
  const hint = isLocal(endpoint)
    ? ' Start it by `treadle start`, or name another by --endpoint.'
    : '';
  return new ExpectedError(`${endpoint} cannot be reached: ${reason}.${hint}`, EXIT.UNREACHABLE);
}

function refusal(
  endpoint: string,
  status: number,
  headers: Record<string, string>,
  value: JsonObject,
): ExpectedError {
  const type = String(
    headers['x-amzn-errortype'] ?? value.__type ?? value.type ?? `HTTP ${status}`,
  );
  const code = type.replace(/^(?:.*#|urn:treadle:)/, '').replace(/:.*/, '');
  const message = String(value.message ?? value.Message ?? value.detail ?? '');
  if (status >= 500 || status === 429) {
    return new ExpectedError(`${endpoint} failed: ${code} ${message}`, EXIT.UNREACHABLE);
  }
  if (status === 401 || status === 403 || DENIED.test(code)) {
    return new ExpectedError(`${endpoint} denies access: ${code} ${message}`, EXIT.UNREACHABLE);
  }
  return new ApiRefusal(code, message);
}

function parsed(text: string): JsonObject {
  try {
    const value = parsePlainJson(text === '' ? '{}' : text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
