/** One action of one service, as the tasks' adapter calls it. */

import type { Answered } from '../integrations/integration.ts';
import type { TaskRequest, TaskResponse } from '../ports.ts';
import type { Identity } from './credentials.ts';

export type { Answered };

/** Calls one action of one service, as ourselves where there is no identity; throws the SDK's errors. */
export type ServiceCall = (
  request: TaskRequest,
  signal: AbortSignal,
  identity: Identity | undefined,
) => Promise<TaskResponse>;
