/** Page tokens: opaque to clients, bound to the request that they continue, valid for a day. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObject, type Json, parsePlainJson } from '../json.ts';
import { invalidToken } from './errors.ts';
import type { ApiContext } from './operation.ts';
import { integer, text } from './shape.ts';

const VALID_FOR_MS = 24 * 60 * 60 * 1000;
const DEFAULT_PAGE_SIZE = 100;

export const pageFields = () => ({
  maxResults: integer({ min: 0, max: 1000 }),
  nextToken: text({ min: 1, max: 1024 }),
});

/** How many results a page has; 0 asks for the default. */
export function pageSize(maxResults: number | undefined): number {
  return maxResults || DEFAULT_PAGE_SIZE;
}

/**
 * The token that continues a request at `position`.
 *
 * @param request what the token is good for: the operation and whatever selects its results
 */
export function issueToken(context: ApiContext, request: Json, position: Json): string {
  const body = JSON.stringify({
    until: context.runtime.ports.clock.now() + VALID_FOR_MS,
    position,
  });
  const text = Buffer.from(body).toString('base64url');
  return `${text}.${sign(context, request, text).toString('base64url')}`;
}

/**
 * The position in a token.
 *
 * @throws {ApiError} InvalidToken when it is none of ours, older than a day or of another request
 */
export function readToken(context: ApiContext, request: Json, token: string): Json {
  const [text = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(context, request, text);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalidToken();
  const body = parsePlainJson(Buffer.from(text, 'base64url').toString());
  if (!isObject(body) || typeof body.until !== 'number') throw invalidToken();
  if (body.until < context.runtime.ports.clock.now()) throw invalidToken();
  return body.position ?? null;
}

function sign({ runtime }: ApiContext, request: Json, text: string): Buffer {
  const { home, tokenSecret } = runtime.settings;
  const scope = JSON.stringify([home.account, home.region, request]);
  const signed = `page token\n${scope}\n${text}`;
  return createHmac('sha256', tokenSecret).update(signed).digest().subarray(0, 16);
}

/** Where a list goes on, in its store's own words; `undefined` for its first page. @throws {ApiError} InvalidToken */
export function continuation(
  context: ApiContext,
  request: Json,
  token: string | undefined,
): string | undefined {
  if (token === undefined) return undefined;
  const position = readToken(context, request, token);
  if (typeof position !== 'string') throw invalidToken();
  return position;
}
