/** One HTTP request of an HTTP Task and its answer: to allowed addresses only, followed nowhere, of limited size. */

import { type IncomingMessage, request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { isIP } from 'node:net';
import { BadRequest, type HttpRequest } from '../integrations/http-invoke/request.ts';
import {
  BlockedAddress,
  guardedLookup,
  isLoopbackAddress,
  isPublicAddress,
  type Resolve,
} from './http-task-address.ts';

export interface ExchangeOptions {
  /** Whether servers on this machine may be called, without TLS too: for local tests. */
  allowLocal: boolean;
  /** The largest answer, in bytes. */
  limit: number;
  resolve?: Resolve;
}

export interface HttpAnswer {
  status: number;
  statusText: string;
  headers: Record<string, string[]>;
  body: Buffer;
}

/** The answer is larger than is allowed. */
export class AnswerTooLarge extends Error {}

/**
 * @throws {BadRequest} for a URL or a header that cannot be used
 * @throws {BlockedAddress} when the host is not one that may be called
 * @throws {AnswerTooLarge} as soon as too much has come
 * @throws {Error} when no whole answer came
 */
export async function exchange(
  request: HttpRequest,
  options: ExchangeOptions,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const url = new URL(request.url);
  const isAllowed = (address: string) =>
    url.protocol === 'https:'
      ? isPublicAddress(address) || (options.allowLocal && isLoopbackAddress(address))
      : isLoopbackAddress(address);
  if (url.protocol !== 'https:' && !options.allowLocal) {
    throw new BadRequest(`HTTP Tasks call https:// only, and ${url.origin} is not that`);
  }
  // An address needs no lookup, so that one would never see it.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !isAllowed(host)) throw new BlockedAddress(host, host);
  return read(await send(request, url, guardedLookup(isAllowed, options.resolve), signal), options);
}

function send(
  { method, headers, body }: HttpRequest,
  url: URL,
  lookup: ReturnType<typeof guardedLookup>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestByHttps : requestByHttp;
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
    try {
      // No connection is kept: the next task's name is resolved and checked anew.
      request(url, { method, headers: { ...headers, ...length }, agent: false, lookup, signal })
        .once('response', resolve)
        .once('error', reject)
        .end(body);
    } catch (error) {
      reject(new BadRequest(`The request cannot be sent: ${(error as Error).message}`));
    }
  });
}

async function read(response: IncomingMessage, { limit }: ExchangeOptions): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > limit) {
      response.destroy();
      throw new AnswerTooLarge(`The answer is larger than ${limit} bytes`);
    }
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    headers: response.headersDistinct as Record<string, string[]>,
    body: Buffer.concat(chunks),
  };
}
