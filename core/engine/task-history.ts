/** The history events of a task: a bare function ARN and an activity have names of their own, all else shares the Task… names. */

import type { Failure } from '../asl/errors.ts';
import type { Json } from '../json.ts';
import type { EventDetails, HistoryEvent } from './history-event.ts';
import { activityNameOf } from './task-resource.ts';

type Terms = Pick<EventDetails, 'timeoutInSeconds' | 'heartbeatInSeconds' | 'taskCredentials'>;

export function taskScheduled(
  resource: string,
  args: Json,
  { region, ...terms }: Terms & { region: string },
): HistoryEvent {
  const family = familyOf(resource);
  if (family !== 'Task') {
    return { type: `${family}Scheduled`, details: { input: args, resource, ...terms } };
  }
  const details = { ...integrationOf(resource), parameters: args, region, ...terms };
  return { type: 'TaskScheduled', details };
}

export function taskStarted(resource: string): HistoryEvent {
  if (familyOf(resource) === 'LambdaFunction') return { type: 'LambdaFunctionStarted' };
  return { type: 'TaskStarted', details: integrationOf(resource) };
}

export function activityStarted(workerName: string | undefined): HistoryEvent {
  return { type: 'ActivityStarted', details: workerName === undefined ? {} : { workerName } };
}

export function taskSubmitted(resource: string, output: Json): HistoryEvent {
  return { type: 'TaskSubmitted', details: { ...integrationOf(resource), output } };
}

export function taskSucceeded(resource: string, output: Json): HistoryEvent {
  const family = familyOf(resource);
  return { type: `${family}Succeeded`, details: { ...detailsOf(resource), output } };
}

export function taskFailed(resource: string, failure: Failure): HistoryEvent {
  const family = familyOf(resource);
  return { type: `${family}Failed`, details: { ...detailsOf(resource), ...failure } };
}

export function taskTimedOut(resource: string, failure: Failure): HistoryEvent {
  const family = familyOf(resource);
  return { type: `${family}TimedOut`, details: { ...detailsOf(resource), ...failure } };
}

function familyOf(resource: string): 'LambdaFunction' | 'Activity' | 'Task' {
  if (resource.split(':')[2] === 'lambda') return 'LambdaFunction';
  return activityNameOf(resource) === undefined ? 'Task' : 'Activity';
}

function detailsOf(resource: string): EventDetails {
  return familyOf(resource) === 'Task' ? integrationOf(resource) : {};
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
