/** The calls of tasks, made by the AWS SDK: once each, and never tried again by the client. */

import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { TaskResponse, Tasks } from '../ports.ts';
import { invokeFunction } from './invoke-function.ts';
import type { ServiceCall } from './service-call.ts';

/** @param lambda a client that makes one attempt only */
export function createTasks(lambda: LambdaClient): Tasks {
  const calls: Record<string, ServiceCall> = {
    'lambda:Invoke': (request, signal) => invokeFunction(lambda, request, signal),
  };
  return {
    async call(request) {
      const call = calls[`${request.service}:${request.action}`];
      if (!call) throw new Error(`no client for ${request.service}:${request.action}`);
      const deadline = new AbortController();
      const timer =
        request.timeoutMs === undefined
          ? undefined
          : setTimeout(() => deadline.abort(), request.timeoutMs);
      try {
        return await call(request, deadline.signal);
      } catch (error) {
        return deadline.signal.aborted ? { type: 'timedOut' } : refusal(error);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** An SDK error as the service's refusal; status 0 where no answer came. */
function refusal(error: unknown): TaskResponse {
  const { name, message, $metadata } = error as Error & {
    $metadata?: { httpStatusCode?: number; requestId?: string };
  };
  return {
    type: 'refused',
    status: $metadata?.httpStatusCode ?? 0,
    code: name,
    message,
    requestId: $metadata?.requestId ?? '',
  };
}
