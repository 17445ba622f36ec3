/** The calls of tasks, made by the AWS SDK: once each, and never tried again by the client. */

import type { LambdaClientConfig } from '@aws-sdk/client-lambda';
import type { Call } from '../integrations/integration.ts';
import type { TaskRequest, TaskResponse, Tasks } from '../ports.ts';
import { createIdentities, RoleNotAssumed } from './credentials.ts';
import { callHttp } from './http-call.ts';
import type { OwnApi } from './own-api.ts';
import type { Clients } from './sdk/call.ts';
import { taskEndpoint } from './sdk/endpoint.ts';
import type { ServiceCall } from './service-call.ts';
import { refusalOf } from './task-refusal.ts';

/** How long a service may think about a call. A function has the time that Lambda gives it. */
const LONGEST_CALL_MS = 300_000;

/** How long the endpoint of an HTTP Task may. */
const LONGEST_HTTP_TASK_MS = 60_000;

/**
 * @param lambda how Lambda is reached
 * @param env where calls go, by `TREADLE_TASK_ENDPOINT_<SERVICE>`, and under which roles, by `TREADLE_ASSUME_ROLES`
 * @param ownApi answers for Step Functions where the environment names no endpoint
 * @throws {Error} when the environment says nonsense
 */
export function createTasks(
  lambda: LambdaClientConfig,
  env: Record<string, string | undefined> = {},
  ownApi?: OwnApi,
): Tasks {
  const clients: Clients = new Map();
  let invokeFunction: ServiceCall | undefined;
  const invoke: ServiceCall = async (...call) => {
    // Two thirds of what the step function would load, and only Tasks need it.
    const { createInvokeFunction } = await import('./invoke-function.ts');
    invokeFunction ??= createInvokeFunction(lambda);
    return invokeFunction(...call);
  };
  const callAny: ServiceCall = async (request, signal, identity) => {
    // A bundle of its own (scripts/build.ts), so that every other invocation starts without it.
    const { callSdk } = await import('./sdk/call.ts');
    return callSdk(request, signal, { env, clients, identity, ownApi });
  };
  const callApi: ServiceCall = async (request, signal, identity) =>
    callHttp(request, signal, {
      endpoint: taskEndpoint(env, request.service),
      credentials: await identity?.credentials(),
    });
  let httpTask: ServiceCall | undefined;
  const callHttpTask: ServiceCall = async (...call) => {
    const { createHttpTask } = await import('./http-task.ts');
    httpTask ??= createHttpTask({ call: callAny, env });
    return httpTask(...call);
  };
  const callOf = (request: TaskRequest): ServiceCall => {
    if (invokes(request)) return invoke;
    if (request.service === 'execute-api') return callApi;
    return request.service === 'http' ? callHttpTask : callAny;
  };
  const identityOf = createIdentities(env, (...call) => callAny(...call).catch(refusalOf));
  return {
    async check(call) {
      if (invokes(call) || call.service === 'execute-api' || call.service === 'http') {
        return undefined;
      }
      const { checkSdkCall } = await import('./sdk/call.ts');
      return checkSdkCall(call);
    },
    async carriesToken(call) {
      const { carriesSdkToken } = await import('./sdk/call.ts');
      return carriesSdkToken(call);
    },
    async checkResult(...asked) {
      const { checkSdkResult } = await import('./sdk/call.ts');
      return checkSdkResult(...asked);
    },
    async call(request) {
      const limitMs = Math.min(request.timeoutMs ?? Infinity, longestMs(request));
      const deadline = new AbortController();
      const timer = Number.isFinite(limitMs)
        ? setTimeout(() => deadline.abort(), Math.min(limitMs, LONGEST_TIMER_MS))
        : undefined;
      try {
        const identity = identityOf(request.authority);
        // What cannot be assumed is said here, and not by a client that finds no credentials.
        await identity?.credentials();
        return await callOf(request)(request, deadline.signal, identity);
      } catch (error) {
        if (error instanceof RoleNotAssumed) return error.response;
        if (!deadline.signal.aborted) return refusalOf(error);
        return limitMs === request.timeoutMs ? { type: 'timedOut' } : NO_ANSWER;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** A function of the user, as opposed to any other action of Lambda. */
function invokes({ service, names }: Call): boolean {
  return service === 'lambda' && names === undefined;
}

function longestMs(request: TaskRequest): number {
  if (invokes(request)) return Infinity;
  return request.service === 'http' ? LONGEST_HTTP_TASK_MS : LONGEST_CALL_MS;
}

/** A timer takes no more: some 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const NO_ANSWER: TaskResponse = {
  type: 'refused',
  status: 0,
  code: 'TimeoutError',
  message: 'Unable to execute HTTP request: Read timed out',
  requestId: '',
};
