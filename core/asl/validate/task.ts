/** What the fields of a Task must be to each other. https://states-language.net/#task-state */

import { isObject, type JsonObject } from '../../json.ts';
import { type Context, memberOf } from './problem.ts';
import { ACTIVITY } from './resources.ts';

/** Checks a Task whose fields have been checked one by one. */
export function checkTask(task: JsonObject, at: string, context: Context): void {
  checkCredentials(task, memberOf(at, 'Credentials'), context);
  const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = task;
  if (typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout) {
    context.report('HeartbeatSeconds must be smaller than TimeoutSeconds', at);
  }
}

/** Credentials name the role to assume; an activity makes no call that could need one. */
function checkCredentials(task: JsonObject, at: string, context: Context): void {
  const { Credentials: credentials, Resource: resource } = task;
  if (!isObject(credentials)) return;
  if (!Object.hasOwn(credentials, 'RoleArn') && !Object.hasOwn(credentials, 'RoleArn.$')) {
    context.report("The field 'RoleArn' is required but was missing", at);
  }
  if (typeof resource === 'string' && ACTIVITY.test(resource)) {
    context.report("The field 'Credentials' is not supported for activities", at);
  }
}
