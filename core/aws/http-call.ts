/** A call to an endpoint of an API, signed where the API asks for it. */

import { isObject, type Json, textOf } from '../json.ts';
import type { TaskRequest, TaskResponse } from '../ports.ts';
import { type Credentials, createSigner, encodeStrictly } from './client/signature.ts';

const API_HOST = /^[\w-]+\.execute-api\.([\w-]+)\.amazonaws\.com(?:\.cn)?$/;

/**
 * The answer holds the body as text. Redirections are answers: nobody is followed to a place that the machine did not name.
 *
 * @param endpoint where to call instead of the API's own host
 * @param credentials with what to sign instead of our own credentials
 * @throws {Error} when no answer came
 */
export async function callHttp(
  { parameters }: TaskRequest,
  signal: AbortSignal,
  { endpoint, credentials = ownCredentials() }: { endpoint?: string; credentials?: Credentials },
): Promise<TaskResponse> {
  const url = new URL(String(parameters.Url));
  const region = API_HOST.exec(url.hostname)?.[1];
  if (region === undefined && endpoint === undefined) {
    const reason = `The value for the field 'ApiEndpoint' must be the host of an API, <id>.execute-api.<region>.amazonaws.com`;
    return { type: 'unusable', reason };
  }
  const target = endpoint === undefined ? url : new URL(`${url.pathname}${url.search}`, endpoint);
  const query = canonical(url.searchParams);
  const method = String(parameters.Method);
  const body = typeof parameters.Body === 'string' ? parameters.Body : '';
  const headers = headersOf(parameters.Headers ?? {}, body);
  const signed =
    parameters.Signed === true
      ? createSigner(credentials, region ?? 'us-east-1', 'execute-api').sign(
          {
            method,
            path: target.pathname,
            query,
            headers: { ...headers, host: target.host },
            body,
          },
          new Date(),
        )
      : headers;
  target.search = query;
  const answer = await fetch(target, {
    method,
    headers: signed,
    redirect: 'manual',
    signal,
    ...(body !== '' && { body }),
  });
  return {
    type: 'answered',
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    output: { Body: await answer.text(), StatusText: answer.statusText },
  };
}

function headersOf(given: Json, body: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of isObject(given) ? Object.entries(given) : []) {
    const values = Array.isArray(value) ? value : [value];
    const texts = values.map((item) => (typeof item === 'string' ? item : textOf(item)));
    headers[name.toLowerCase()] = texts.join(', ');
  }
  if (body !== '') headers['content-type'] ??= 'application/json';
  return headers;
}

function canonical(parameters: URLSearchParams): string {
  return [...parameters]
    .map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`)
    .sort()
    .join('&');
}

function ownCredentials(): Credentials {
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN } = process.env;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
}
