/** Activities in requests: the ARN of one, and the one that an ARN names. */

import type { Home } from '../arn.ts';
import type { JsonObject } from '../json.ts';
import type { Activity } from '../ports.ts';
import { OWNED_KEY } from './encryption.ts';
import { activityDoesNotExist } from './errors.ts';
import { activityNameOf } from './names.ts';
import type { ApiContext } from './operation.ts';

export function activityArn({ partition, region, account }: Home, name: string): string {
  return `arn:${partition}:states:${region}:${account}:activity:${name}`;
}

/** @throws {ApiError} InvalidArn, ActivityDoesNotExist */
export async function activityOf(context: ApiContext, arn: string): Promise<Activity> {
  const name = activityNameOf(context, arn);
  const found = name === undefined ? undefined : await context.runtime.ports.activities.get(name);
  if (!found) throw activityDoesNotExist(arn);
  return found;
}

/** The encryption of an activity, as answers show it. */
export function shownEncryption({ encryption = OWNED_KEY }: Activity): JsonObject {
  return encryption;
}
