/** What the Resource of a Task says of how its work is awaited. https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html */

export type TaskPattern =
  /** The answer of the call is the result. */
  | 'call'
  /** The call starts a job whose end is the result: `.sync`. */
  | 'job'
  /** Somebody brings the result by the task token: `.waitForTaskToken`. */
  | 'token'
  /** A worker fetches the task and brings the result by its token. */
  | 'activity';

export interface TaskResource {
  pattern: TaskPattern;
  /** The resource without the pattern. */
  service: string;
  /** `.sync:2`: documents in the result are JSON, not text. */
  parsed: boolean;
}

const SUFFIX = /\.(?:sync(:2)?|waitForTaskToken)$/;

/** Takes a Resource apart. */
export function taskResourceOf(resource: string): TaskResource {
  if (activityNameOf(resource) !== undefined) {
    return { pattern: 'activity', service: resource, parsed: false };
  }
  const suffix = SUFFIX.exec(resource);
  if (!suffix) return { pattern: 'call', service: resource, parsed: false };
  return {
    pattern: suffix[0].startsWith('.sync') ? 'job' : 'token',
    service: resource.slice(0, suffix.index),
    parsed: suffix[1] !== undefined,
  };
}

/** The name in the ARN of an activity; `undefined` where it is another ARN. */
export function activityNameOf(resource: string): string | undefined {
  return /^arn:[^:]*:states:[^:]*:[^:]*:activity:(.+)$/.exec(resource)?.[1];
}
