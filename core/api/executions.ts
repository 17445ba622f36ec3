/** Executions in requests: those that were started, and the children of Map Runs. */

import { childId } from '../engine/execution-id.ts';
import { childUuid, indexOfChild, parseMapRunName } from '../engine/map-run-id.ts';
import type { MapRunRecord } from '../ports.ts';
import { ApiError, executionDoesNotExist, validationError } from './errors.ts';
import { resourceNameOf } from './names.ts';
import type { ApiContext } from './operation.ts';

export interface FoundExecution {
  id: string;
  /** The Map Run that started it. */
  mapRun?: MapRunRecord;
}

/**
 * The execution that an ARN names. That of a Map Run's child says which: nothing has to be stored under it.
 *
 * @throws {ApiError} InvalidArn, ExecutionDoesNotExist
 */
export async function findExecution(context: ApiContext, arn: string): Promise<FoundExecution> {
  const id = resourceName(context, arn);
  const [machine, name, run, ...more] = id?.split(':') ?? [];
  if (id === undefined || !machine || !name || more.length > 0) throw executionDoesNotExist(arn);
  const isExpress = run !== undefined;
  if (!isExpress && !id.includes('/')) return { id };
  const child = await findChild(context, `${machine}:${name}`);
  if (!child || (isExpress && run !== name)) throw executionDoesNotExist(arn);
  return child;
}

/** As {@link findExecution}, of one that was started by itself. @throws {ApiError} ValidationException too */
export async function startedIdOf(context: ApiContext, arn: string): Promise<string> {
  const { id, mapRun } = await findExecution(context, arn);
  if (!mapRun) return id;
  throw validationError('Labeled Execution ARNs are not supported for this API');
}

/** @param name `machine/label:uuid` */
async function findChild(
  { runtime }: ApiContext,
  name: string,
): Promise<FoundExecution | undefined> {
  const { uuid } = parseMapRunName(name) ?? {};
  if (uuid === undefined) return undefined;
  const { store } = runtime.ports;
  const mapRun = await store.mapRun(name);
  const own = mapRun && parseMapRunName(mapRun.name)?.uuid;
  if (!mapRun?.children || own === undefined) return undefined;
  const index = indexOfChild(uuid);
  if (index >= mapRun.children.total || childUuid(own, index) !== uuid) return undefined;
  const id = childId(mapRun.execution, mapRun.children.step, index);
  // A child that waits for its turn is none yet.
  const started = await store.read(id, 1);
  return started && { id, mapRun };
}

function resourceName(context: ApiContext, arn: string): string | undefined {
  try {
    return resourceNameOf(context, arn, 'execution');
  } catch (error) {
    if (error instanceof ApiError && arn.includes(':express:') && arn.includes('/')) {
      return resourceNameOf(context, arn, 'express');
    }
    throw error;
  }
}
