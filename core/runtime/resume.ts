/** What AWS tells of jobs: the attempts that wait for them look at theirs at once, instead of when their timer comes. */

import type { Runtime } from './runtime.ts';

/** An event of EventBridge. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export interface JobEvent {
  source: string;
  detail: Record<string, unknown>;
}

/** By source, the member of an event's detail that names the job. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'aws.athena': 'queryExecutionId',
  'aws.batch': 'jobId',
  'aws.codebuild': 'build-id',
  'aws.ecs': 'taskArn',
  'aws.glue': 'jobRunId',
};

/** Whether somebody waited for the job. What the event says of it is not believed: the step asks the service itself. */
export async function resume({ ports }: Runtime, { source, detail }: JobEvent): Promise<boolean> {
  const member = NAMED_BY[source];
  const name = member === undefined ? undefined : detail[member];
  if (typeof name !== 'string') return false;
  const attempt = await ports.store.attemptOfJob(bareName(name));
  if (!attempt) return false;
  const { execution, step } = attempt;
  await ports.invoker.invoke({ execution, event: { type: 'JobDue', attempt: step } });
  return true;
}

/** CodeBuild tells of builds by their ARN, which ends with the id. */
function bareName(name: string): string {
  return /^arn:[^:]*:codebuild:[^:]*:[^:]*:build\/(.+)$/.exec(name)?.[1] ?? name;
}
