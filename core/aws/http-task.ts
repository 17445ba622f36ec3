/** The calls of HTTP Tasks: to public HTTPS endpoints, with the credentials of a connection, which nobody gets to see. */

import {
  BadRequest,
  connectionArnOf,
  type HttpRequest,
  httpRequest,
} from '../integrations/http-invoke/request.ts';
import type { Refused } from '../integrations/integration.ts';
import type { Json, JsonObject } from '../json.ts';
import type { TaskResponse } from '../ports.ts';
import type { Identity } from './credentials.ts';
import { BlockedAddress, type Resolve } from './http-task-address.ts';
import { ConnectionError, findConnection } from './http-task-connections.ts';
import {
  type Credentials,
  credentialsOf,
  type Tokens,
  withoutSecrets,
} from './http-task-credentials.ts';
import { AnswerTooLarge, exchange, type HttpAnswer } from './http-task-exchange.ts';
import { traceOf } from './http-task-trace.ts';
import type { ServiceCall } from './service-call.ts';

export interface HttpTaskOptions {
  /** Calls EventBridge and Secrets Manager. */
  call: ServiceCall;
  env: Record<string, string | undefined>;
  /** Resolves names; absent: as the system does. */
  resolve?: Resolve;
}

/** The largest answer that a task takes, where no limit of payloads is set. */
const LARGEST_ANSWER = 6_291_456;

/** Makes the call of an HTTP Task. */
export function createHttpTask({ call, env, resolve }: HttpTaskOptions): ServiceCall {
  const tokens: Tokens = new Map();
  const limit = Number(env.TREADLE_PAYLOAD_LIMIT || LARGEST_ANSWER);
  const options = {
    allowLocal: env.TREADLE_ALLOW_LOCAL_HTTP === 'true',
    limit,
    ...(resolve && { resolve }),
  };
  const own = {
    'user-agent': `Amazon|StepFunctions|HttpInvoke|${env.AWS_REGION ?? 'us-east-1'}`,
    range: `bytes=0-${limit}`,
  };

  async function attempt(args: JsonObject, signal: AbortSignal, identity: Identity | undefined) {
    const arn = connectionArnOf(args);
    const connection = await findConnection(arn, {
      file: env.TREADLE_CONNECTIONS,
      call: (request) => call(request, signal, identity),
    });
    const send = (request: HttpRequest) => exchange(request, options, signal);
    const credentials = await credentialsOf(connection, { arn, tokens, send, now: Date.now() });
    const request = httpRequest(args, credentials.additions);
    const sent = { ...request, headers: { ...request.headers, ...own } };
    const answer = await exchange(sent, options, signal);
    // A token may end before its time: with the next it is tried once more.
    const stale = (answer.status === 401 || answer.status === 407) && tokens.delete(arn);
    return { sent, answer, credentials, stale };
  }

  return async ({ parameters, trace }, signal, identity) => {
    try {
      const first = await attempt(parameters, signal, identity);
      const { sent, answer, credentials } = first.stale
        ? await attempt(parameters, signal, identity)
        : first;
      const response = responseOf(answer, credentials);
      if (trace === undefined || response.type !== 'answered') return response;
      if (trace === 'revealed') return { ...response, trace: traceOf(sent, answer) };
      // What the definition itself says: nothing of what the connection adds.
      const plain = httpRequest(parameters, { headers: [], query: [], body: [] });
      const { secrets } = credentials;
      const hide = (text: string) => withoutSecrets(text, secrets);
      const said = { ...plain, headers: { ...plain.headers, ...own } };
      return { ...response, trace: traceOf(said, answer, hide) };
    } catch (error) {
      return refusalOf(error, signal);
    }
  };
}

/** What the answer echoes of the connection's secrets does not reach the history. */
function responseOf(answer: HttpAnswer, { secrets }: Credentials): TaskResponse {
  const { status, statusText, headers, body } = answer;
  const unreadable = unreadableBody(answer);
  if (unreadable) return { type: 'unusable', reason: unreadable };
  const shown = (text: string) => withoutSecrets(text, secrets);
  const shownHeaders: Record<string, Json> = {};
  for (const [name, values] of Object.entries(headers)) shownHeaders[name] = values.map(shown);
  return {
    type: 'answered',
    status,
    headers: {},
    output: {
      Headers: shownHeaders,
      Body: shown(body.toString()),
      StatusText: shown(statusText),
    },
  };
}

const BINARY = /^(?:application\/octet-stream|(?:image|video|audio)\/)/i;

function unreadableBody({ headers, body }: HttpAnswer): string | undefined {
  const type = headers['content-type']?.[0] ?? '';
  if (BINARY.test(type)) return `The answer has the content type ${type}, which is no text`;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return undefined;
  } catch {
    return 'The answer is no text in UTF-8';
  }
}

function refusalOf(error: unknown, signal: AbortSignal): TaskResponse {
  if (signal.aborted || !(error instanceof Error)) throw error;
  const { message } = error;
  if (error instanceof BadRequest || error instanceof BlockedAddress) {
    return { type: 'unusable', reason: message };
  }
  if (error instanceof ConnectionError) {
    return refused(`Events.ConnectionResource.${error.code}`, message);
  }
  if (error instanceof AnswerTooLarge) return refused('States.DataLimitExceeded', message);
  return refused('SocketError', message);
}

function refused(code: string, message: string): Refused {
  return { type: 'refused', status: 0, code, message, requestId: '' };
}
