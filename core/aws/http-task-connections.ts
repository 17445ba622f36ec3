/** The connections of HTTP Tasks: EventBridge's with their secrets, or those of a file where there is no EventBridge. */

import { readFile } from 'node:fs/promises';
import { isObject, type Json, type JsonObject, parsePlainJson } from '../json.ts';
import type { TaskRequest, TaskResponse } from '../ports.ts';

/** A connection as CreateConnection takes it, secrets and all. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html */
export interface Connection {
  AuthorizationType: string;
  AuthParameters: JsonObject;
}

/** A connection that cannot be used. */
export class ConnectionError extends Error {
  /** As in `Events.ConnectionResource.ResourceNotFound`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface ConnectionOptions {
  /** A file of connections by name or ARN; empty: there are none. Absent: they are EventBridge's. */
  file: string | undefined;
  /** Calls EventBridge and Secrets Manager. */
  call: (request: TaskRequest) => Promise<TaskResponse>;
}

/** @throws {ConnectionError} where there is no such connection or it cannot be used */
export function findConnection(
  arn: string,
  { file, call }: ConnectionOptions,
): Promise<Connection> {
  return file === undefined ? ofEventBridge(call, arn) : ofFile(file, arn);
}

/** Read anew each time, so that a change needs no restart. */
async function ofFile(file: string, arn: string): Promise<Connection> {
  if (file === '') throw notFound(arn, 'there is no file of connections');
  const connections = await contentOf(file);
  for (const key of [arn, nameOf(arn)]) {
    const found = Object.hasOwn(connections, key) ? connections[key] : undefined;
    if (isObject(found)) return connectionOf(found);
  }
  throw notFound(arn, `${file} does not have it`);
}

async function contentOf(file: string): Promise<JsonObject> {
  try {
    const connections = parsePlainJson(await readFile(file, 'utf8'));
    if (isObject(connections)) return connections;
  } catch (error) {
    // What a parser quotes of the text may be a secret.
    const reason = error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message;
    throw new ConnectionError(
      'InternalError',
      `The connections in ${file} cannot be read: ${reason}`,
    );
  }
  throw new ConnectionError('InternalError', `The connections in ${file} are no JSON object.`);
}

function notFound(arn: string, reason: string): ConnectionError {
  return new ConnectionError('ResourceNotFound', `Connection ${arn} not found: ${reason}.`);
}

/** `Stripe` of `arn:aws:events:…:connection/Stripe/81210c42-…`. */
function nameOf(arn: string): string {
  return arn.split('/')[1] ?? arn;
}

function connectionOf({ AuthorizationType, AuthParameters }: JsonObject): Connection {
  return {
    AuthorizationType: String(AuthorizationType),
    AuthParameters: isObject(AuthParameters) ? AuthParameters : {},
  };
}

async function ofEventBridge(call: ConnectionOptions['call'], arn: string): Promise<Connection> {
  const ask = async (service: string, action: string, parameters: JsonObject) => {
    const request: TaskRequest = { service, action, parameters, idempotencyKey: '' };
    return outputOf(await call(request), arn);
  };
  const described = await ask('eventbridge', 'describeConnection', { Name: nameOf(arn) });
  if (described.ConnectionState !== 'AUTHORIZED') {
    const message = `Connection ${arn} is ${described.ConnectionState}, not AUTHORIZED.`;
    throw new ConnectionError('InvalidConnectionState', message);
  }
  const { SecretString } = await ask('secretsmanager', 'getSecretValue', {
    SecretId: described.SecretArn ?? '',
  });
  const { AuthorizationType, AuthParameters } = connectionOf(described);
  const secret = parsePlainJson(String(SecretString ?? '{}'));
  return {
    AuthorizationType,
    AuthParameters: withSecrets(AuthParameters, AuthorizationType, isObject(secret) ? secret : {}),
  };
}

function outputOf(response: TaskResponse, arn: string): JsonObject {
  if (response.type === 'answered') return response.output;
  if (response.type !== 'refused') {
    throw new ConnectionError('InternalError', `Connection ${arn} cannot be read.`);
  }
  const { code, message } = response;
  const known = /^(?:ResourceNotFound|AccessDenied|InvalidConnectionState)/.exec(code)?.[0];
  throw new ConnectionError(known ?? 'InternalError', message);
}

/** EventBridge describes a connection without its secrets; these are members of the secret, in names of its own. */
function withSecrets(parameters: JsonObject, type: string, secret: JsonObject): JsonObject {
  const added = secretInvocationParameters(secret);
  const all: JsonObject = { ...parameters, ...(added && { InvocationHttpParameters: added }) };
  if (type === 'API_KEY') {
    all.ApiKeyAuthParameters = {
      ...objectOf(parameters.ApiKeyAuthParameters),
      ApiKeyValue: memberOf(secret, 'api_key_value') ?? '',
    };
  } else if (type === 'BASIC') {
    all.BasicAuthParameters = {
      ...objectOf(parameters.BasicAuthParameters),
      Password: memberOf(secret, 'password') ?? '',
    };
  } else {
    const oauth = objectOf(parameters.OAuthParameters);
    const client = objectOf(oauth.ClientParameters);
    const ClientSecret = memberOf(secret, 'client_secret') ?? '';
    all.OAuthParameters = { ...oauth, ClientParameters: { ...client, ClientSecret } };
  }
  return all;
}

/** Values that are secret are only there. */
function secretInvocationParameters(secret: JsonObject): JsonObject | undefined {
  const given = memberOf(secret, 'invocation_http_parameters');
  if (!isObject(given)) return undefined;
  const list = (name: string) => {
    const items = memberOf(given, name);
    return (Array.isArray(items) ? items : []).filter(isObject).map((item) => ({
      Key: memberOf(item, 'key') ?? '',
      Value: memberOf(item, 'value') ?? '',
    }));
  };
  return {
    HeaderParameters: list('header_parameters'),
    QueryStringParameters: list('query_string_parameters'),
    BodyParameters: list('body_parameters'),
  };
}

/** A member by its name, however its words are put together: `api_key_value`, `ApiKeyValue`. */
function memberOf(object: JsonObject, name: string): Json | undefined {
  const bare = (text: string) => text.toLowerCase().replaceAll('_', '');
  const key = Object.keys(object).find((candidate) => bare(candidate) === bare(name));
  return key === undefined ? undefined : object[key];
}

/** The value where it is an object, else an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
