/** One transition, with the eyes of those who make calls: a Task whose call cannot be made is never begun. */

import { decide } from '../engine/decide.ts';
import type { Decision, Env, Standing } from '../engine/decision.ts';
import type { Event } from '../engine/events.ts';
import type { Machine } from '../engine/machine.ts';
import { taskProblem } from './prepare-call.ts';
import type { Runtime } from './runtime.ts';

/** As {@link decide}; where the Task that begins has arguments that fit no call, it fails before it is scheduled, as on AWS. */
export async function decideChecked(
  runtime: Runtime,
  machine: Machine,
  standing: Standing,
  event: Event,
  env: Env,
): Promise<Decision> {
  const decision = await decide(machine, standing, event, env);
  const start = decision.commands.find((command) => command.type === 'StartTask');
  if (start?.type !== 'StartTask') return decision;
  const unusable = await taskProblem(runtime, decision.state, start);
  if (unusable === undefined) return decision;
  return decide(machine, standing, event, { ...env, unusable });
}
