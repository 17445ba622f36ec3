/** The HTTP request of an HTTP Task: its arguments, joined with what the connection adds to every request. */

import { isObject, type Json, type JsonObject, setKey, textOf } from '../../json.ts';
import { ARRAY_FORMATS, type ArrayFormat, formText, plainText } from './form.ts';

/** What a connection adds; it wins over the arguments. */
export interface Additions {
  headers: [name: string, value: string][];
  query: [name: string, value: string][];
  body: [name: string, value: string][];
}

export interface HttpRequest {
  method: string;
  url: string;
  /** By names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** Arguments that no request can be made of; the message says why. */
export class BadRequest extends Error {}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];

/** Headers that a definition may not set. */
const RESERVED = new Set(
  `a-im accept-charset accept-datetime accept-encoding authorization cache-control connection content-encoding
  content-md5 date expect forwarded from host http2-settings if-match if-modified-since if-none-match if-range
  if-unmodified-since max-forwards origin pragma proxy-authorization referer server te trailer transfer-encoding
  upgrade via warning`.split(/\s+/),
);
const RESERVED_PREFIX = /^x-(?:forwarded|amz|amzn)-/;

/** The ARN of the connection that the arguments name. @throws {BadRequest} without one */
export function connectionArnOf(args: JsonObject): string {
  for (const holder of [args.InvocationConfig, args.Authentication]) {
    if (isObject(holder) && typeof holder.ConnectionArn === 'string') return holder.ConnectionArn;
  }
  throw new BadRequest(
    "The field 'ConnectionArn' is required: the ARN of an EventBridge connection",
  );
}

/**
 * Headers, query and body of the arguments, each overwritten by the connection's.
 *
 * @throws {BadRequest} for arguments of which no request can be made
 */
export function httpRequest(args: JsonObject, additions: Additions): HttpRequest {
  const method = String(args.Method ?? '');
  if (!METHODS.includes(method)) {
    throw new BadRequest(`The value of 'Method' must be one of ${METHODS.join(', ')}`);
  }
  const body = bodyText(args, additions.body);
  const headers = headersOf(args.Headers ?? {}, additions.headers);
  if (body !== '') headers['content-type'] ??= 'application/json; charset=UTF-8';
  return { method, url: urlOf(args, additions.query), headers, body };
}

function urlOf({ ApiEndpoint, QueryParameters }: JsonObject, added: Additions['query']): string {
  const text = String(ApiEndpoint ?? '');
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new BadRequest("The value of 'ApiEndpoint' must be a URL that begins with https://");
  }
  const url = new URL(text);
  if (url.username || url.password) {
    throw new BadRequest("The value of 'ApiEndpoint' must not hold credentials: use a connection");
  }
  const names = new Set(added.map(([name]) => name));
  const own = [...pairsOf(url.search), ...pairsOf(QueryParameters ?? null)];
  const pairs = [...own.filter(([name]) => !names.has(name)), ...added];
  url.search = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  url.hash = '';
  return url.href;
}

function pairsOf(parameters: Json): [string, string][] {
  if (typeof parameters === 'string') return [...new URLSearchParams(parameters)];
  if (!isObject(parameters)) return [];
  return Object.entries(parameters).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== null)
      .map((item): [string, string] => [name, plainText(item)]),
  );
}

function headersOf(given: Json, added: Additions['headers']): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of isObject(given) ? Object.entries(given) : []) {
    const key = name.toLowerCase();
    if (RESERVED.has(key) || RESERVED_PREFIX.test(key)) {
      throw new BadRequest(`The header '${name}' cannot be set by an HTTP Task`);
    }
    const values = Array.isArray(value) ? value : [value];
    if (value !== null) setKey(headers, key, values.map(plainText).join(', '));
  }
  for (const [name, value] of added) setKey(headers, name.toLowerCase(), value);
  return headers;
}

function bodyText({ RequestBody, Transform }: JsonObject, added: Additions['body']): string {
  const given = RequestBody ?? null;
  const body = added.length === 0 ? given : joined(given, added);
  if (body === null) return '';
  const encoding = isObject(Transform) ? (Transform.RequestBodyEncoding ?? 'NONE') : 'NONE';
  if (encoding === 'URL_ENCODED' && isObject(body)) return formText(body, formatOf(Transform));
  if (encoding !== 'NONE' && encoding !== 'URL_ENCODED') {
    throw new BadRequest("The value of 'RequestBodyEncoding' must be NONE or URL_ENCODED");
  }
  return typeof body === 'string' ? body : textOf(body);
}

function joined(given: Json, added: Additions['body']): JsonObject {
  if (given !== null && !isObject(given)) {
    throw new BadRequest(
      'The request body is not an object, so the body parameters of the connection cannot be added',
    );
  }
  const body: JsonObject = { ...given };
  for (const [name, value] of added) setKey(body, name, value);
  return body;
}

function formatOf(transform: Json | undefined): ArrayFormat {
  const options = isObject(transform) ? transform.RequestEncodingOptions : undefined;
  const wanted = isObject(options) ? (options.ArrayFormat ?? 'INDICES') : 'INDICES';
  const format = ARRAY_FORMATS.find((name) => name === wanted);
  if (format) return format;
  throw new BadRequest(`The value of 'ArrayFormat' must be one of ${ARRAY_FORMATS.join(', ')}`);
}
