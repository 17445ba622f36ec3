/** Map Runs in requests and answers. */

import { executionArn, type Home, stateMachineArn } from '../arn.ts';
import { identityOf } from '../engine/identity.ts';
import { parseMapRunName } from '../engine/map-run-id.ts';
import type { MapRunRecord } from '../ports.ts';
import { nothingToTag } from './errors.ts';
import { resourceNameOf } from './names.ts';
import type { ApiContext } from './operation.ts';
import { requiredText, text } from './shape.ts';

/** The ARNs of Map Runs may be long. */
export const requiredLongArn = () => requiredText({ min: 1, max: 2000 });
export const optionalLongArn = () => text({ min: 1, max: 2000 });

/** The Map Run that an ARN names. @throws {ApiError} InvalidArn, ResourceNotFound */
export async function findMapRun(context: ApiContext, arn: string): Promise<MapRunRecord> {
  const name = resourceNameOf(context, arn, 'mapRun');
  const isName = name !== undefined && parseMapRunName(name) !== undefined;
  const run = isName ? await context.runtime.ports.store.mapRun(name) : undefined;
  if (run?.name !== name || !run) throw nothingToTag(arn);
  return run;
}

/** The ARN of a Map Run. */
export function shownMapRunArn({ partition, region, account }: Home, name: string): string {
  return `arn:${partition}:states:${region}:${account}:mapRun:${name}`;
}

/** The ARN of the part of a machine that the children of a Map Run run by. */
export function shownPartArn(home: Home, name: string): string {
  return stateMachineArn(home, name.slice(0, name.indexOf(':')));
}

/** The ARN of the execution whose state a Map Run is. */
export async function runningArnOf(context: ApiContext, run: MapRunRecord): Promise<string> {
  const first = await context.runtime.ports.store.read(run.execution, 0);
  const state = first?.state ?? { id: run.execution };
  return executionArn(context.runtime.settings.home, identityOf(state).id);
}
