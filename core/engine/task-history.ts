/** The history events of a task: a bare function ARN has names of its own, everything else shares the Task… names. */

import type { Failure } from '../asl/errors.ts';
import type { Json } from '../json.ts';
import type { EventDetails, HistoryEvent } from './history-event.ts';

type Timing = Pick<EventDetails, 'timeoutInSeconds' | 'heartbeatInSeconds'>;

export function taskScheduled(
  resource: string,
  args: Json,
  { region, ...timing }: Timing & { region: string },
): HistoryEvent {
  if (isFunctionArn(resource)) {
    return { type: 'LambdaFunctionScheduled', details: { input: args, resource, ...timing } };
  }
  const details = { ...integrationOf(resource), parameters: args, region, ...timing };
  return { type: 'TaskScheduled', details };
}

export function taskStarted(resource: string): HistoryEvent {
  if (isFunctionArn(resource)) return { type: 'LambdaFunctionStarted' };
  return { type: 'TaskStarted', details: integrationOf(resource) };
}

export function taskSucceeded(resource: string, output: Json): HistoryEvent {
  if (isFunctionArn(resource)) return { type: 'LambdaFunctionSucceeded', details: { output } };
  return { type: 'TaskSucceeded', details: { ...integrationOf(resource), output } };
}

/** A failure by States.Timeout has an event of its own. */
export function taskFailed(resource: string, failure: Failure): HistoryEvent {
  const timedOut = failure.error === 'States.Timeout';
  if (isFunctionArn(resource)) {
    return {
      type: timedOut ? 'LambdaFunctionTimedOut' : 'LambdaFunctionFailed',
      details: { ...failure },
    };
  }
  return {
    type: timedOut ? 'TaskTimedOut' : 'TaskFailed',
    details: { ...integrationOf(resource), ...failure },
  };
}

function isFunctionArn(resource: string): boolean {
  return resource.split(':')[2] === 'lambda';
}

/**
 * `arn:aws:states:::aws-sdk:s3:getObject` is the resource `getObject` of the type `aws-sdk:s3`,
 * `arn:aws:states:::states:startExecution.sync:2` the resource `startExecution.sync:2` of the type `states`.
 */
function integrationOf(arn: string): { resource: string; resourceType: string } {
  const parts = arn.split(':').slice(5);
  const typeLength = parts[0] === 'aws-sdk' ? 2 : 1;
  return {
    resource: parts.slice(typeLength).join(':'),
    resourceType: parts.slice(0, typeLength).join(':'),
  };
}
