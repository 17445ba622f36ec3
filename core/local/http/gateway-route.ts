/**
 * The stand-in for the HTTP API and the URL of the function express: turns requests into their events (payload 2.0, for
 * both), for the functions
 * api, trigger, express and console.
 */

import type { Home } from '../../arn.ts';
import { isObject, parseJson } from '../../json.ts';
import type { FunctionCall, FunctionResult } from '../function-call.ts';
import { json, type LocalRequest, type LocalResponse, type Route } from './server.ts';

type FunctionKey = 'api' | 'trigger' | 'express' | 'console';

export interface GatewayRouteOptions {
  home: Home;
  now: () => number;
  /** Invokes the function of that key in serverless.yml. */
  invoke: (key: FunctionKey, call: Omit<FunctionCall, 'functionName'>) => Promise<FunctionResult>;
  log: (text: string) => void;
}

const CONSOLE_PATH = /^\/console(?:\/|$)/;
const START_PATH = /^\/stateMachines\/([^/]+)\/executions$/;

/** In the cloud a client sends these to the URL of the function express: the HTTP API ends a request at 30 seconds. */
const WAITING = /\.(?:StartSyncExecution|TestState|GetActivityTask)$/;

const EXECUTION_PATH = /^\/executions\/([^/]+)\/(redrive|fork)$/;

/** `POST /`, `POST /stateMachines/{name}/executions` and those of executions, and `GET /console`: the routes that serverless.yml declares. */
export function gatewayRoute(options: GatewayRouteOptions): Route {
  return (request) => {
    if (request.method === 'GET' && CONSOLE_PATH.test(request.path)) {
      return forward(options, 'console', request, 'GET /console/{page+}');
    }
    if (request.method !== 'POST') return undefined;
    if (request.path === '/') {
      const waits = WAITING.test(request.headers['x-amz-target'] ?? '');
      return forward(options, waits ? 'express' : 'api', request, 'POST /');
    }
    const [, id, verb] = EXECUTION_PATH.exec(request.path) ?? [];
    if (id !== undefined) {
      const route = `POST /executions/{id}/${verb}`;
      return forward(options, 'api', request, route, { id: decodeURIComponent(id) });
    }
    const name = START_PATH.exec(request.path)?.[1];
    if (name === undefined) return undefined;
    const route = 'POST /stateMachines/{name}/executions';
    return forward(options, 'trigger', request, route, { name: decodeURIComponent(name) });
  };
}

async function forward(
  options: GatewayRouteOptions,
  key: FunctionKey,
  request: LocalRequest,
  routeKey: string,
  pathParameters?: Record<string, string>,
): Promise<LocalResponse> {
  const event = { ...gatewayEvent(options, request, routeKey), pathParameters };
  const call = { requestId: request.id, payload: JSON.stringify(event) };
  const result = await options.invoke(key, call);
  if (!result.failed) return gatewayResponse(result.payload);
  options.log(`${request.method} ${request.path} failed: ${result.payload}\n`);
  return json(500, { message: 'Internal Server Error' });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function gatewayEvent(
  options: GatewayRouteOptions,
  request: LocalRequest,
  routeKey: string,
): object {
  const { headers, method, path, query } = request;
  const time = options.now();
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query.toString(),
    headers,
    queryStringParameters: query.size === 0 ? undefined : Object.fromEntries(query),
    requestContext: {
      accountId: options.home.account,
      apiId: 'local',
      domainName: headers.host,
      domainPrefix: 'local',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.id,
      routeKey,
      stage: '$default',
      time: new Date(time).toUTCString(),
      timeEpoch: time,
    },
    body: request.body,
    isBase64Encoded: false,
  };
}

/** A function's answer as the gateway passes it on: a response where it has a status code, else a JSON body. */
function gatewayResponse(payload: string): LocalResponse {
  const answer = parseJson(payload);
  if (!isObject(answer) || typeof answer.statusCode !== 'number') {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: payload };
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(isObject(answer.headers) ? answer.headers : {})) {
    headers[name.toLowerCase()] = String(value);
  }
  const body = typeof answer.body === 'string' ? answer.body : '';
  return {
    status: answer.statusCode,
    headers,
    body: answer.isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  };
}
