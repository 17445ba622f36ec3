/** Calls of the API that the console lives on: AWS JSON 1.0 at the origin that served the page. */

import { type Keys, keys, needsKeys } from './keys.ts';

/** The API refused, or could not be reached. */
export class ApiFailure extends Error {
  /** The error's name, such as `ExecutionDoesNotExist`; `Unreachable` where no answer came. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Calls an operation of Step Functions.
 *
 * @throws {ApiFailure}
 */
export function call<T>(operation: string, input: object = {}): Promise<T> {
  return target<T>(`AWSStepFunctions.${operation}`, input);
}

/** Calls an operation that Treadle has beyond those. @throws {ApiFailure} */
export function callOwn<T>(operation: string, input: object): Promise<T> {
  return target<T>(`Treadle.${operation}`, input);
}

/** Posts to one of Treadle's own paths. @throws {ApiFailure} */
export function post<T>(path: string, body: object): Promise<T> {
  return send<T>(path, { 'content-type': 'application/json' }, JSON.stringify(body));
}

function target<T>(name: string, input: object): Promise<T> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': name };
  return send<T>('/', headers, JSON.stringify(input));
}

async function send<T>(path: string, headers: Record<string, string>, body: string): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: await signed(keys.value, path, headers, body),
    body,
  }).catch(() => {
    throw new ApiFailure('Unreachable', 'Treadle does not answer. Is it still running?');
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  if (response.status === 403) needsKeys.value = true;
  throw failureOf(response.status, answer);
}

/** On a laptop nothing is signed; a deployed API asks for it. */
async function signed(
  pair: Keys | undefined,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<Record<string, string>> {
  if (!pair) return headers;
  const { signRequest } = await import('./signature.ts');
  return signRequest(pair, { host: location.host, path, headers, body }, new Date());
}

function failureOf(status: number, answer: unknown): ApiFailure {
  const said: Record<string, unknown> =
    typeof answer === 'object' && answer !== null ? { ...answer } : {};
  const code = String(said.__type ?? said.type ?? status).replace(/^.*[#:]/, '');
  const message = said.message ?? said.Message ?? said.detail ?? `The answer was ${status}.`;
  return new ApiFailure(code, String(message));
}
