/** A bench for single transitions: a definition, an execution that stands at a state, and one event. */

import type { Definition } from '../../core/asl/types.ts';
import { beginExecution } from '../../core/engine/begin-execution.ts';
import { decide } from '../../core/engine/decide.ts';
import type { Decision, Env, Standing } from '../../core/engine/decision.ts';
import type { Event } from '../../core/engine/events.ts';
import { type Machine, prepareMachine } from '../../core/engine/machine.ts';
import type { Json, JsonObject } from '../../core/json.ts';

export const NOW = Date.parse('2026-01-01T00:00:00Z');

export const env: Env = {
  now: NOW,
  home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
  executionInput: {},
};

export function machineOf(states: JsonObject, rest: JsonObject = {}): Machine {
  const StartAt = Object.keys(states)[0] ?? '';
  const definition = { StartAt, States: states, ...rest } as unknown as Definition;
  return prepareMachine({ name: 'm', revision: 'r', roleArn: 'arn:role' }, definition);
}

/** The execution as it stands once it has been started. */
export function started(machine: Machine, input: Json = {}): Standing {
  return { step: 0, state: beginExecution(machine, 'm:run', input, NOW).state };
}

/** Runs events one after the other, each on the outcome of the one before. */
export async function run(
  states: JsonObject,
  input: Json,
  events: Event[] = [{ type: 'StateReached' }],
  settings: Partial<Env> = {},
): Promise<Decision> {
  const machine = machineOf(states);
  let standing = started(machine, input);
  let decision: Decision = { state: standing.state, history: [], commands: [] };
  for (const event of events) {
    decision = await decide(machine, standing, event, {
      ...env,
      executionInput: input,
      ...settings,
    });
    standing = { step: standing.step + 1, state: decision.state };
  }
  return decision;
}

export const reached: Event = { type: 'StateReached' };
