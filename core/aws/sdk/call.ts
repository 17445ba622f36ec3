/** Any action of any service of AWS, called once. */

import type { Call } from '../../integrations/integration.ts';
import type { TaskRequest, TaskResponse, Tasks } from '../../ports.ts';
import { type Identity, keep } from '../credentials.ts';
import { type OwnApi, ownRequestHandler } from '../own-api.ts';
import { findAction, type SdkAction, type SdkClient, type SdkCommand } from './action.ts';
import { taskEndpoint } from './endpoint.ts';
import { sdkInput } from './input.ts';
import { sdkOutput } from './output.ts';
import { Unusable } from './unusable.ts';

/** Clients that were made already, by service and identity. */
export type Clients = Map<string, SdkClient>;

interface CallOptions {
  env: Record<string, string | undefined>;
  clients: Clients;
  identity: Identity | undefined;
  /** Answers for Step Functions where no endpoint does. */
  ownApi?: OwnApi | undefined;
}

/** @throws the SDK's errors */
export async function callSdk(
  request: TaskRequest,
  signal: AbortSignal,
  { env, clients, identity, ownApi }: CallOptions,
): Promise<TaskResponse> {
  const { service, names = 'model', binary = false } = request;
  try {
    const action = await findAction(service, request.action);
    const input = sdkInput(action.input, request.parameters, request.idempotencyKey);
    const command = new action.command(input);
    const http = watchHttp(command);
    const key = `${service} ${identity?.name ?? ''}`;
    const endpoint = taskEndpoint(env, service);
    const own = service.toLowerCase() === 'sfn' && endpoint === undefined ? ownApi : undefined;
    const client =
      clients.get(key) ??
      keep(clients, key, own ? makeOwnClient(action, own) : makeClient(action, endpoint, identity));
    const answer = await client.send(command, { abortSignal: signal });
    const output = await sdkOutput(action.output, answer, names, binary);
    return { type: 'answered', ...http, output };
  } catch (error) {
    if (error instanceof Unusable) return { type: 'unusable', reason: error.message };
    throw error;
  }
}

/** Why the call cannot be made; `undefined` where it can. */
export async function checkSdkCall({
  service,
  action,
  parameters,
}: Call): Promise<string | undefined> {
  try {
    sdkInput((await findAction(service, action)).input, parameters, '');
    return undefined;
  } catch (error) {
    if (error instanceof Unusable) return error.message;
    throw error;
  }
}

/** Whether the service's model has a token by which it knows a repetition of such a call: {@link sdkInput} fills it in. */
export async function carriesSdkToken({
  service,
  action,
}: Pick<Call, 'service' | 'action'>): Promise<boolean> {
  const { input } = await findAction(service, action);
  if (!input.isStructSchema()) return false;
  return [...input.structIterator()].some(([, member]) => member.isIdempotencyToken());
}

/** See `check-result.ts`, whose rules are read when they are needed. */
export async function checkSdkResult(
  ...[call, result, complete]: Parameters<Tasks['checkResult']>
): Promise<string | undefined> {
  const { checkResult } = await import('./check-result.ts');
  return checkResult(call, result, complete);
}

/** An endpoint that the environment sets for our own calls is not one for tasks: it may lead to our own tables. */
function makeClient(
  { client }: SdkAction,
  endpoint: string | undefined,
  identity: Identity | undefined,
): SdkClient {
  return new client({
    ...(identity && { credentials: () => identity.credentials() }),
    maxAttempts: 1,
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint
      ? // A machine on a network at home has no host for each bucket, and trusts the URL of a queue only as a name.
        { endpoint, forcePathStyle: true, useQueueUrlAsEndpoint: false }
      : { ignoreConfiguredEndpointUrls: true }),
  });
}

/** Nobody checks its signature, and there is no host to put a prefix to. */
function makeOwnClient({ client }: SdkAction, api: OwnApi): SdkClient {
  return new client({
    credentials: { accessKeyId: 'own', secretAccessKey: 'own' },
    disableHostPrefix: true,
    maxAttempts: 1,
    requestHandler: ownRequestHandler(api),
  });
}

/** What the answer to a command looked like, filled in as soon as it is there. */
function watchHttp(command: SdkCommand): { status: number; headers: Record<string, string> } {
  const seen: { status: number; headers: Record<string, string> } = { status: 200, headers: {} };
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { statusCode, headers } = result.response as {
        statusCode: number;
        headers: Record<string, string>;
      };
      seen.status = statusCode;
      seen.headers = headers;
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  return seen;
}
