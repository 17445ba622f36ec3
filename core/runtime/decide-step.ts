/** Decides a step: one transition, or, where the stack fuses them, as many as follow without waiting. */

import type { Command } from '../engine/commands.ts';
import type { Decision, Standing } from '../engine/decision.ts';
import type { Event } from '../engine/events.ts';
import type { Execution, Timestamp } from '../engine/execution.ts';
import { isLongerThan } from '../json.ts';
import { decideChecked } from './decide-checked.ts';
import { envOf } from './env.ts';
import { machineOf } from './load-machine.ts';
import type { Runtime } from './runtime.ts';

/** A record ends here, and its invocation with it: a machine that goes round for ever must not keep one for ever. */
const MOST_TRANSITIONS = 20;
/** In characters: what one invocation holds in memory has an end, too. */
const LONGEST_INPUT = 100_000;

/** Decides what a record's event comes to. No task is called: deciding it again gives the same. */
export async function decideStep(
  runtime: Runtime,
  record: Standing,
  event: Event,
): Promise<Decision & { at: Timestamp }> {
  const machine = await machineOf(runtime, { ...record.state, ...revisionOf(event) });
  const env = await envOf(runtime, machine, record);
  const { now: at } = env;
  let decision = await decideChecked(runtime, machine, record, event, env);
  // What a redrive says of itself stands in its own record.
  if (!runtime.settings.fuse || isRedrive(event)) return { ...decision, at };
  for (let transition = 1; transition < MOST_TRANSITIONS; transition++) {
    const standing = nextStanding(record, decision, transition);
    if (!standing) break;
    const { now: _, ...seen } = await envOf(runtime, machine, standing);
    const reached = { type: 'StateReached' } as const;
    const then = { ...seen, now: at };
    const next = await decideChecked(runtime, machine, standing, reached, then);
    // An invocation makes one call: a second would have to share its time.
    if (isOwnOutcome(event) && next.commands.some(({ type }) => type === 'StartTask')) break;
    decision = {
      state: next.state,
      history: [...decision.history, ...next.history],
      commands: [...decision.commands.filter((each) => !leadsOn(each)), ...next.commands],
    };
  }
  return { ...decision, at };
}

/** Where the execution stands within the step, if it goes on at once. */
function nextStanding(
  { step }: Standing,
  { state, commands }: Decision,
  transition: number,
): Standing | undefined {
  const { current } = state;
  if (!current || !commands.some(leadsOn) || isLongerThan(current.input, LONGEST_INPUT)) return;
  return { step, state: { ...state, current: { ...current, transition } } };
}

/** The revision that the event puts in the place of the execution's own. */
function revisionOf(event: Event): Partial<Pick<Execution, 'revision'>> {
  return 'revision' in event && event.revision !== undefined ? { revision: event.revision } : {};
}

function isRedrive({ type }: Event): boolean {
  return type === 'RedriveRequested' || type === 'ChildRedriven';
}

function leadsOn({ type }: Command): boolean {
  return type === 'InvokeStep';
}

/** Whether this invocation has made the call that the event tells of. */
function isOwnOutcome(event: Event): boolean {
  switch (event.type) {
    case 'TaskSubmitted':
      return true;
    case 'TaskSucceeded':
    case 'TaskFailed':
    case 'TaskTimedOut':
      return event.attempt === undefined;
    default:
      return false;
  }
}
