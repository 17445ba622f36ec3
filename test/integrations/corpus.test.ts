/** The tasks of real users: each is served, or not for a reason that stands here. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findAction } from '../../core/aws/sdk/action.ts';
import { taskResourceOf } from '../../core/engine/task-resource.ts';
import { integrationOf } from '../../core/integrations/index.ts';
import { jobTypeOf } from '../../core/integrations/jobs/index.ts';
import { isObject, type Json } from '../../core/json.ts';

const folder = new URL('../../../shared/corpus/defs/', import.meta.url);
const present = existsSync(folder);

/** Not written for Step Functions, which would not run it either. */
const OF_ANOTHER_ENGINE = /^(?!arn:aws:(?:states|lambda):)/;

/** Why the rest is not served. */
const reasons: [RegExp, string][] = [
  [/:aws-sdk:lookoutvision:/, 'the service is gone'],
  [/:aws-sdk:fis:/, 'the registry has no client of these years; add @aws-sdk/client-fis'],
  [/^arn:aws:states:[^:]*:[^:]*:stateMachine:/, 'a placeholder for an activity'],
  [OF_ANOTHER_ENGINE, 'a resource of another engine, or none at all'],
];

/** Every Resource of a Task, as often as it is there. */
function resourcesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(resourcesIn);
  if (!isObject(value)) return [];
  const own = value.Type === 'Task' && typeof value.Resource === 'string' ? [value.Resource] : [];
  return [...own, ...Object.values(value).flatMap(resourcesIn)];
}

/** By machine, those that have any. */
function machinesOf(): string[][] {
  const machines = readdirSync(folder).map((file) => {
    try {
      return resourcesIn(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    } catch {
      // Some are there because they are no JSON.
      return [];
    }
  });
  return machines.filter((resources) => resources.length > 0);
}

async function isServed(resource: string): Promise<boolean> {
  const { pattern, service } = taskResourceOf(resource);
  if (pattern === 'activity') return true;
  const integration = integrationOf(service);
  if (!integration) return false;
  // Executions that are started and awaited are no jobs of another service.
  const nested = service.endsWith(':states:startExecution');
  if (pattern === 'job' && !nested && !jobTypeOf(service)) return false;
  const [, , , , , type, name = '', action = ''] = service.split(':');
  if (type !== 'aws-sdk') return true;
  return findAction(name, action).then(
    () => true,
    () => false,
  );
}

describe.runIf(present)('the tasks of real users', () => {
  it('are served, but for those of which the reason is known', { timeout: 60_000 }, async () => {
    const counts: Record<string, number> = { served: 0 };
    const unexplained = new Set<string>();
    const verdicts = new Map<string, boolean>();
    const machines = { all: 0, served: 0 };
    for (const ofMachine of machinesOf()) {
      let served = true;
      for (const resource of ofMachine) {
        if (!verdicts.has(resource)) verdicts.set(resource, await isServed(resource));
        const reason = reasons.find(([pattern]) => pattern.test(resource))?.[1];
        if (verdicts.get(resource)) counts.served = (counts.served ?? 0) + 1;
        else if (reason === undefined) unexplained.add(resource);
        else counts[reason] = (counts[reason] ?? 0) + 1;
        served &&= verdicts.get(resource) ?? false;
      }
      if (ofMachine.some((resource) => OF_ANOTHER_ENGINE.test(resource))) continue;
      machines.all++;
      if (served) machines.served++;
    }
    console.log(counts, machines);
    expect([...unexplained]).toEqual([]);
    expect(counts.served).toBeGreaterThanOrEqual(1440);
    expect(machines.served / machines.all).toBeGreaterThanOrEqual(0.97);
  });
});
