/** The jobs that Tasks can wait for: one row each, by the resource that starts one. */

import type { JobType } from './job.ts';

const jobTypes: Readonly<Record<string, JobType>> = {};

/** The job that a resource starts, `.sync` left out; `undefined` where it starts none that can be waited for. */
export function jobTypeOf(service: string): JobType | undefined {
  const key = service.split(':').slice(5).join(':');
  return Object.hasOwn(jobTypes, key) ? jobTypes[key] : undefined;
}
