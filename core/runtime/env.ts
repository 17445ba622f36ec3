/** What a decision needs from outside the record. */

import { isAtHome, parseArn } from '../arn.ts';
import { executionInput } from '../engine/begin-execution.ts';
import type { Env, Standing } from '../engine/decision.ts';
import type { Execution } from '../engine/execution.ts';
import { kinshipOf, rootOf } from '../engine/execution-id.ts';
import type { Machine } from '../engine/machine.ts';
import { activityNameOf, taskResourceOf } from '../engine/task-resource.ts';
import type { Json } from '../json.ts';
import type { Store } from '../ports.ts';
import type { Runtime } from './runtime.ts';
import { taskToken } from './task-token.ts';

/** How many children one invocation writes: some seconds' work at the most. */
const MOST_CHILDREN = 2000;

/** The time, and the execution's input and the task's token where the state may show them. */
export async function envOf(
  runtime: Runtime,
  machine: Machine,
  { state: execution, step }: Standing,
): Promise<Env> {
  const { ports, settings } = runtime;
  const { home, payloadLimit } = settings;
  const { current } = execution;
  const place = machine.states.get(current?.name ?? '');
  const resource = place?.state.Type === 'Task' ? place.state.Resource : undefined;
  const shown = place?.readsContext;
  const env: Env = {
    now: ports.clock.now(),
    home,
    mostChildren: settings.mostChildren ?? MOST_CHILDREN,
    ...(payloadLimit !== undefined && { payloadLimit }),
    executionInput: shown ? await inputOf(ports.store, execution) : {},
  };
  if (resource === undefined) return env;
  const waiting = current?.waiting?.for === 'task' ? current.waiting : undefined;
  if (shown && taskResourceOf(resource).pattern === 'token') {
    const attempt = waiting?.attempt ?? step + 1;
    env.taskToken = taskToken(settings.tokenSecret, { execution: execution.id, step: attempt });
  }
  if (!waiting) env.activityMissing = await isMissingActivity(runtime, resource);
  return env;
}

/** The input of the execution that this one is a part of: one that was started, or the child of a Map Run. */
async function inputOf(store: Store, { id, child }: Execution): Promise<Json> {
  if (child?.execution === undefined) {
    return executionInput(await store.read(rootOf(id).id, 0)) ?? {};
  }
  for (let kin: string | undefined = id; kin !== undefined; kin = kinshipOf(kin)?.parent) {
    const first = (await store.read(kin, 0))?.state;
    if (first?.child?.kind === 'execution') return first.current?.input ?? {};
  }
  return {};
}

async function isMissingActivity({ ports, settings }: Runtime, resource: string): Promise<boolean> {
  const name = activityNameOf(resource);
  if (name === undefined) return false;
  const arn = parseArn(resource);
  if (!arn || !isAtHome(settings.home, arn)) return true;
  return (await ports.activities.get(name)) === undefined;
}
