/** What a connection adds to a request: its credentials and its own headers, query and body; and what must stay secret. */

import type { Additions, HttpRequest } from '../integrations/http-invoke/request.ts';
import { isObject, type Json, type JsonObject, parsePlainJson } from '../json.ts';
import { type Connection, ConnectionError, objectOf } from './http-task-connections.ts';
import type { HttpAnswer } from './http-task-exchange.ts';

/** Sends one request to the server that gives out tokens. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

export interface Credentials {
  additions: Additions;
  /** Texts that must not be seen in results, causes or logs. */
  secrets: string[];
}

interface Token {
  text: string;
  /** Ms since 1970. */
  until: number;
}

/** Tokens by the ARN of their connection. */
export type Tokens = Map<string, Token>;

export interface TokenOptions {
  arn: string;
  tokens: Tokens;
  send: Send;
  /** Ms since 1970. */
  now: number;
}

/**
 * The credentials of a connection, with a token of its authorization server where it asks for one.
 *
 * @throws {ConnectionError} when there is no token to be had
 */
export async function credentialsOf(
  { AuthorizationType, AuthParameters }: Connection,
  options: TokenOptions,
): Promise<Credentials> {
  const additions = additionsOf(AuthParameters.InvocationHttpParameters);
  const secrets = [...additions.headers, ...additions.query, ...additions.body].map(
    ([, value]) => value,
  );
  const add = (name: string, value: string, ...secret: string[]) => {
    additions.headers.push([name, value]);
    secrets.push(...secret);
  };
  switch (AuthorizationType) {
    case 'API_KEY': {
      const { ApiKeyName, ApiKeyValue } = objectOf(AuthParameters.ApiKeyAuthParameters);
      add(String(ApiKeyName), String(ApiKeyValue), String(ApiKeyValue));
      break;
    }
    case 'BASIC': {
      const { Username, Password } = objectOf(AuthParameters.BasicAuthParameters);
      const encoded = Buffer.from(`${Username}:${Password}`).toString('base64');
      add('Authorization', `Basic ${encoded}`, encoded, String(Password));
      break;
    }
    case 'OAUTH_CLIENT_CREDENTIALS': {
      const oauth = objectOf(AuthParameters.OAuthParameters);
      const token = await tokenOf(oauth, options);
      add('Authorization', `Bearer ${token}`, token, secretOf(oauth));
      break;
    }
    default: {
      const types = 'API_KEY, BASIC or OAUTH_CLIENT_CREDENTIALS';
      const message = `The AuthorizationType ${AuthorizationType} of connection ${options.arn} must be ${types}.`;
      throw new ConnectionError('InvalidConnectionState', message);
    }
  }
  return { additions, secrets };
}

/** Shorter texts are also found where nobody has put a secret. */
const SHORTEST_SECRET = 6;

/** A text with every secret blotted out. */
export function withoutSecrets(text: string, secrets: string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
}

function additionsOf(parameters: Json | undefined): Additions {
  const { HeaderParameters, QueryStringParameters, BodyParameters } = objectOf(parameters);
  return {
    headers: pairsOf(HeaderParameters),
    query: pairsOf(QueryStringParameters),
    body: pairsOf(BodyParameters),
  };
}

function pairsOf(list: Json | undefined): [string, string][] {
  return (Array.isArray(list) ? list : [])
    .filter(isObject)
    .map(({ Key, Value }) => [String(Key ?? ''), String(Value ?? '')]);
}

/** A token is left alone so long before it ends. */
const MARGIN_MS = 60_000;
/** What a token is held for that does not say. */
const DEFAULT_SECONDS = 300;

async function tokenOf(oauth: JsonObject, options: TokenOptions): Promise<string> {
  const { arn, tokens, send, now } = options;
  const held = tokens.get(arn);
  if (held && held.until > now) return held.text;
  const answer = await send(tokenRequest(oauth, arn));
  const body = answer.status < 300 ? parsed(answer.body.toString()) : {};
  if (typeof body.access_token !== 'string') {
    const reason = `its authorization server answered with ${answer.status} and no token`;
    throw new ConnectionError('AccessDenied', `Connection ${arn} is not authorized: ${reason}.`);
  }
  const seconds = Number(body.expires_in ?? DEFAULT_SECONDS) || DEFAULT_SECONDS;
  tokens.set(arn, { text: body.access_token, until: now + seconds * 1000 - MARGIN_MS });
  return body.access_token;
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2, with what the connection adds; its members win. */
function tokenRequest(oauth: JsonObject, arn: string): HttpRequest {
  const { headers, query, body } = additionsOf(oauth.OAuthHttpParameters);
  const url = URL.parse(String(oauth.AuthorizationEndpoint));
  if (!url) {
    const message = `The AuthorizationEndpoint of connection ${arn} must be a URL.`;
    throw new ConnectionError('InvalidConnectionState', message);
  }
  for (const [name, value] of query) url.searchParams.set(name, value);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: String(objectOf(oauth.ClientParameters).ClientID ?? ''),
    client_secret: secretOf(oauth),
    ...Object.fromEntries(body),
  });
  const method = String(oauth.HttpMethod ?? 'POST');
  if (method === 'GET') for (const [name, value] of form) url.searchParams.set(name, value);
  return {
    method,
    url: url.href,
    headers: {
      accept: 'application/json',
      ...(method !== 'GET' && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    },
    body: method === 'GET' ? '' : form.toString(),
  };
}

function secretOf(oauth: JsonObject): string {
  return String(objectOf(oauth.ClientParameters).ClientSecret ?? '');
}

function parsed(text: string): JsonObject {
  try {
    return objectOf(parsePlainJson(text));
  } catch {
    return {};
  }
}
