/** One synchronous call of a user's function. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */

import {
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  type LambdaClientConfig,
} from '@aws-sdk/client-lambda';
import type { JsonObject } from '../json.ts';
import type { TaskRequest } from '../ports.ts';
import { keep } from './credentials.ts';
import type { Answered, ServiceCall } from './service-call.ts';

/** Calls functions, by one attempt each. */
export function createInvokeFunction(config: LambdaClientConfig): ServiceCall {
  const clients = new Map<string, LambdaClient>();
  return (request, signal, identity) => {
    const name = identity?.name ?? '';
    const client =
      clients.get(name) ??
      keep(
        clients,
        name,
        new LambdaClient({
          ...config,
          ...(identity && { credentials: () => identity.credentials() }),
          maxAttempts: 1,
        }),
      );
    return invokeFunction(client, request, signal);
  };
}

/** The answer holds the payload as text, as the function wrote it. */
async function invokeFunction(
  client: LambdaClient,
  { parameters, idempotencyKey, traceHeader }: TaskRequest,
  signal: AbortSignal,
): Promise<Answered> {
  const command = new InvokeCommand(inputOf(parameters, idempotencyKey));
  let headers: Record<string, string> = {};
  if (traceHeader !== undefined) {
    command.middlewareStack.add(
      (next) => (args) => {
        // The SDK leaves the header alone where there is one.
        const { headers: sent } = args.request as { headers: Record<string, string> };
        sent['X-Amzn-Trace-Id'] = traceHeader;
        return next(args);
      },
      { step: 'build', priority: 'high' },
    );
  }
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      headers = (result.response as { headers: Record<string, string> }).headers;
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  const answer = await client.send(command, { abortSignal: signal });
  const output: JsonObject = { Payload: Buffer.from(answer.Payload ?? []).toString() };
  if (answer.FunctionError !== undefined) output.FunctionError = answer.FunctionError;
  if (answer.ExecutedVersion !== undefined) output.ExecutedVersion = answer.ExecutedVersion;
  if (answer.LogResult !== undefined) output.LogResult = answer.LogResult;
  return { type: 'answered', status: answer.StatusCode ?? 200, headers, output };
}

/** The worker may recognise a repetition by the key in its client context. */
function inputOf(parameters: JsonObject, idempotencyKey: string): InvokeCommandInput {
  const { Payload, ...rest } = parameters as JsonObject & { FunctionName: string };
  return {
    ClientContext: Buffer.from(JSON.stringify({ custom: { idempotencyKey } })).toString('base64'),
    ...rest,
    ...(typeof Payload === 'string' && { Payload: Buffer.from(Payload) }),
  };
}
