/** One action of one service, as the tasks' adapter calls it. */

import type { TaskRequest, TaskResponse } from '../ports.ts';

/** The answer of a service whose own words have been turned into JSON. */
export type Answered = Extract<TaskResponse, { type: 'answered' }>;

/** Calls one action of one service; throws the SDK's errors. */
export type ServiceCall = (request: TaskRequest, signal: AbortSignal) => Promise<Answered>;
