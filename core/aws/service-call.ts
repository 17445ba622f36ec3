/** One action of one service, as the tasks' adapter calls it. */

import type { Answered } from '../integrations/integration.ts';
import type { TaskRequest, TaskResponse } from '../ports.ts';

export type { Answered };

/** Calls one action of one service; throws the SDK's errors. */
export type ServiceCall = (request: TaskRequest, signal: AbortSignal) => Promise<TaskResponse>;
