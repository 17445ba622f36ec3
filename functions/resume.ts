/** The end of jobs in other services, told by EventBridge: the tasks that wait for them look at once. */

import { type JobEvent, resume } from '../core/runtime/resume.ts';
import { wear } from './middleware.ts';
import { runtime } from './runtime.ts';

export const handler = wear(async (event: JobEvent) => {
  await resume(runtime, event);
});
