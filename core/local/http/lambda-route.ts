/** Lambda's Invoke API. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */

import type { Home } from '../../arn.ts';
import { isObject, parseJson } from '../../json.ts';
import {
  type FunctionCall,
  functionArn,
  type LocalFunction,
  parseFunctionName,
} from '../function-call.ts';
import type { FunctionQueue } from '../function-queue.ts';
import type { LambdaRuntime } from '../lambda-runtime.ts';
import { ServiceError } from '../service-error.ts';
import { json, type LocalRequest, type LocalResponse, type Route } from './server.ts';

export interface LambdaRouteOptions {
  home: Home;
  find: (name: string) => LocalFunction | undefined;
  runtime: LambdaRuntime;
  queue: FunctionQueue;
}

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const SYNC_LIMIT = 6_291_456;
const ASYNC_LIMIT = 1_048_576;

/** `POST /2015-03-31/functions/{name}/invocations`; the other operations of Lambda are not here. */
export function lambdaRoute(options: LambdaRouteOptions): Route {
  return (request) => {
    if (!request.path.startsWith('/2015-03-31/functions/')) return undefined;
    return invoke(options, request).catch(errorResponse);
  };
}

async function invoke(options: LambdaRouteOptions, request: LocalRequest): Promise<LocalResponse> {
  const { name, qualifier, fn } = target(options, request);
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const call: FunctionCall = {
    functionName: name,
    requestId: request.id,
    payload: request.body || '{}',
  };
  if (qualifier !== undefined) call.qualifier = qualifier;
  switch (type) {
    case 'DryRun':
      return { status: 204 };
    case 'Event':
      checkSize(request.body, ASYNC_LIMIT);
      checkJson(call.payload);
      await options.queue.enqueue(call);
      return { status: 202 };
    case 'RequestResponse': {
      checkSize(request.body, SYNC_LIMIT);
      checkJson(call.payload);
      const context = clientContext(request.headers['x-amz-client-context']);
      if (context !== undefined) call.clientContext = context;
      return syncResponse(await options.runtime.invoke(fn, call));
    }
    default: {
      const message = `Unknown invocation type ${type}; it is RequestResponse, Event or DryRun`;
      throw new ServiceError(400, 'InvalidParameterValueException', message);
    }
  }
}

function target(options: LambdaRouteOptions, request: LocalRequest) {
  const text = decodeURIComponent(PATH.exec(request.path)?.[1] ?? '');
  const parsed = parseFunctionName(text);
  if (!parsed || request.method !== 'POST') {
    throw new ServiceError(404, 'ResourceNotFoundException', `Function not found: ${text}`);
  }
  const qualifier = parsed.qualifier ?? request.query.get('Qualifier') ?? undefined;
  const fn = options.find(parsed.name);
  if (!fn) {
    const arn = functionArn(options.home, parsed.name, qualifier ?? '$LATEST');
    throw new ServiceError(404, 'ResourceNotFoundException', `Function not found: ${arn}`);
  }
  return { name: parsed.name, qualifier, fn };
}

function syncResponse(result: { failed: boolean; payload: string }): LocalResponse {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
  };
  if (result.failed) headers['x-amz-function-error'] = 'Unhandled';
  return { status: 200, headers, body: result.payload };
}

function checkSize(body: string, limit: number): void {
  if (body.length <= limit / 3 || Buffer.byteLength(body) <= limit) return;
  const message = `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
  throw new ServiceError(413, 'RequestEntityTooLargeException', message);
}

function checkJson(payload: string): void {
  try {
    JSON.parse(payload);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Could not parse request body into json: ${reason}`;
    throw new ServiceError(400, 'InvalidRequestContentException', message);
  }
}

/** The client context as JSON text. */
function clientContext(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = Buffer.from(header, 'base64').toString();
  try {
    if (isObject(parseJson(text))) return text;
  } catch {
    // Whatever is wrong with it, Lambda says the same.
  }
  const message = 'Client context must be a valid Base64-encoded JSON object.';
  throw new ServiceError(400, 'InvalidRequestContentException', message);
}

function errorResponse(error: unknown): LocalResponse {
  if (!(error instanceof ServiceError)) throw error;
  const body = { Type: 'User', Message: error.message };
  return json(error.status, body, { 'x-amzn-errortype': error.code });
}
