/** EventBridge Scheduler's API, as far as timers need it: CreateSchedule, GetSchedule, DeleteSchedule. */

import { isObject, type Json, parsePlainJson } from '../../json.ts';
import type { ScheduleRequest, Scheduler } from '../scheduler.ts';
import { ServiceError } from '../service-error.ts';
import { json, type LocalRequest, type LocalResponse, type Route } from './server.ts';

const PATH = /^\/schedules\/([\w.-]{1,64})$/;

/** `POST`, `GET` and `DELETE /schedules/{Name}`. https://docs.aws.amazon.com/scheduler/latest/APIReference/ */
export function schedulerRoute(scheduler: Scheduler): Route {
  return (request) => {
    const name = PATH.exec(request.path)?.[1];
    return name === undefined ? undefined : answer(scheduler, name, request).catch(errorResponse);
  };
}

async function answer(
  scheduler: Scheduler,
  name: string,
  request: LocalRequest,
): Promise<LocalResponse> {
  const group = request.query.get('groupName') ?? 'default';
  switch (request.method) {
    case 'POST':
      return json(200, {
        ScheduleArn: await scheduler.create(scheduleRequest(name, parse(request.body))),
      });
    case 'GET': {
      const headers = { 'content-type': 'application/json' };
      return { status: 200, headers, body: scheduler.get(group, name) };
    }
    case 'DELETE':
      await scheduler.delete(group, name);
      return json(200, {});
    default:
      throw invalid(`There is no ${request.method} of a schedule here`);
  }
}

function scheduleRequest(name: string, body: Json): ScheduleRequest {
  if (!isObject(body)) throw invalid('The request is not a JSON object');
  const target = body.Target;
  if (!isObject(target) || typeof target.Arn !== 'string') throw invalid('Target.Arn is missing');
  if (typeof body.ScheduleExpression !== 'string') throw invalid('ScheduleExpression is missing');
  const text = (field: string) => {
    const value = body[field];
    return typeof value === 'string' ? { [field]: value } : {};
  };
  return {
    Name: name,
    ScheduleExpression: body.ScheduleExpression,
    ...text('GroupName'),
    ...text('ScheduleExpressionTimezone'),
    ...text('ClientToken'),
    ActionAfterCompletion: body.ActionAfterCompletion === 'DELETE' ? 'DELETE' : 'NONE',
    State: body.State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
    Target: {
      Arn: target.Arn,
      ...(typeof target.Input === 'string' ? { Input: target.Input } : {}),
      ...(typeof target.RoleArn === 'string' ? { RoleArn: target.RoleArn } : {}),
    },
  };
}

function parse(body: string): Json {
  try {
    return parsePlainJson(body);
  } catch {
    throw invalid('The request is not JSON');
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError(400, 'ValidationException', message);
}

function errorResponse(error: unknown): LocalResponse {
  if (!(error instanceof ServiceError)) throw error;
  return json(error.status, { Message: error.message }, { 'x-amzn-errortype': error.code });
}
