/** What a state sees, worked out from the record that stands before it. */

import { queryOf } from '../asl/query/index.ts';
import { seededRandom } from '../asl/random.ts';
import { contextObject } from './context-object.ts';
import type { Env, Standing } from './decision.ts';
import type { Current } from './execution.ts';
import { type Machine, placeOf } from './machine.ts';
import type { StateScope } from './states/type.ts';

/**
 * The scope of the state that the execution stands at, its input as it came in.
 *
 * Random numbers follow from the execution, the step and its transition, so a step that is decided again draws the same.
 */
export function scopeOf(
  machine: Machine,
  { state: execution, step }: Standing,
  current: Current,
  env: Env,
): StateScope {
  const { language, readsContext } = placeOf(machine, current.name);
  return {
    name: current.name,
    input: current.input,
    language,
    query: queryOf(language),
    data: {
      context: readsContext
        ? contextObject(machine, execution, current, env.executionInput, env.home, env.taskToken)
        : {},
      variables: execution.variables,
      random: seededRandom(seedOf(execution.id, step, current)),
      now: env.now,
    },
    current,
    step,
    now: env.now,
    region: env.home.region,
    home: env.home,
    machine: machine.name,
    activityMissing: env.activityMissing ?? false,
    unusable: env.unusable,
    mostChildren: env.mostChildren ?? Number.POSITIVE_INFINITY,
  };
}

function seedOf(execution: string, step: number, { transition }: Current): string {
  return transition === undefined ? `${execution}#${step}` : `${execution}#${step}.${transition}`;
}
