/** A step in the making: where the execution stands, and the history that the step has written so far. */

import type { Failure } from '../asl/errors.ts';
import { type Json, type JsonObject, setKey } from '../json.ts';
import type { Command } from './commands.ts';
import type { Decision, Standing } from './decision.ts';
import type { Event } from './events.ts';
import type { Current, Execution, ExecutionStatus, Timestamp } from './execution.ts';
import { kinshipOf } from './execution-id.ts';
import type { HistoryEvent } from './history-event.ts';
import { type Machine, stateOf } from './machine.ts';
import { stoodAt } from './redrive.ts';

export interface Draft {
  /** As it was before the step, but for what the event itself told. */
  execution: Execution;
  current: Current;
  history: HistoryEvent[];
  now: Timestamp;
  /** The step that is being answered. */
  step: number;
  /** Every child has ended, and well. */
  joined: boolean;
}

/** Takes in what the event tells of itself; a child that starts enters its first state. */
export function begin(
  machine: Machine,
  { state: before, step }: Standing,
  event: Event,
  now: Timestamp,
): Draft {
  const execution = { ...before };
  if (event.type === 'ChildrenCompleted' || event.type === 'ChildFailed') {
    execution.lastEventId = event.lastEventId;
  }
  const { current, child } = execution;
  if (!current) throw new Error(`the execution ${before.id} has ended and takes no ${event.type}`);
  const joined = event.type === 'ChildrenCompleted';
  const draft: Draft = { execution, current, history: [], now, step, joined };
  if (current.enteredAt !== undefined) return draft;
  if (child && event.type === 'StateReached' && event.slot !== undefined) {
    const { slot, count, concurrency, round, revision } = event;
    execution.child = {
      ...child,
      slot,
      ...(count !== undefined && { count }),
      ...(concurrency !== undefined && { concurrency }),
      ...(round !== undefined && { redriven: round }),
    };
    if (revision !== undefined) execution.revision = revision;
  }
  iterationEvent(draft, 'Started');
  if (child?.kind === 'execution' && (child.express || !execution.redrive)) {
    execution.startedAt = now;
    const details = { input: current.input, roleArn: machine.roleArn };
    draft.history.push({ type: 'ExecutionStarted', details });
  }
  enter(machine, draft, current.name, current.input);
  return draft;
}

/** The id of the last event so far. */
export function eventId(draft: Draft): number {
  return draft.execution.lastEventId + draft.history.length;
}

/** Sets variables; whatever comes after in this step sees them. */
export function assign(draft: Draft, assigned: JsonObject): void {
  const variables: JsonObject = { ...draft.execution.variables };
  for (const [name, value] of Object.entries(assigned)) setKey(variables, name, value);
  draft.execution = { ...draft.execution, variables };
}

/** Ends the step with the execution standing at `current`. */
export function settle(draft: Draft, current: Current, commands: Command[]): Decision {
  return {
    state: { ...draft.execution, current, lastEventId: eventId(draft) },
    history: draft.history,
    commands,
  };
}

/** Ends the step at the next state, which the next step will run. */
export function enterNext(machine: Machine, draft: Draft, name: string, input: Json): Decision {
  enter(machine, draft, name, input);
  return settle(draft, draft.current, [{ type: 'InvokeStep' }]);
}

/** Ends the execution: a started one shows it in lists, a child tells its parent. */
export function end(
  machine: Machine,
  draft: Draft,
  status: Extract<ExecutionStatus, 'SUCCEEDED' | 'FAILED'>,
  result: { output: Json } | { failure: Failure },
  commands: Command[] = [],
): Decision {
  const succeeded = status === 'SUCCEEDED';
  const { current: _, ...execution } = draft.execution;
  if (execution.child && execution.child.kind !== 'execution') {
    if (!succeeded) abortEvent(machine, draft);
    iterationEvent(draft, succeeded ? 'Succeeded' : 'Failed');
  } else {
    const details = 'output' in result ? result : { ...result.failure };
    draft.history.push({ type: succeeded ? 'ExecutionSucceeded' : 'ExecutionFailed', details });
  }
  return {
    state: {
      ...execution,
      ...result,
      status,
      ...('failure' in result && { stood: standingOf(draft, result.failure) }),
      lastEventId: eventId(draft),
    },
    history: draft.history,
    commands: [
      ...commands,
      ...(execution.child && execution.child.kind !== 'execution'
        ? [{ type: 'ReportToParent', succeeded } as const]
        : closingCommands({ ...execution, status })),
    ],
  };
}

/** Where a redrive will go on. What the children brought was too much: only other children can bring less. */
function standingOf({ current, step, joined }: Draft, { error }: Failure): Current {
  if (!joined || error !== 'States.DataLimitExceeded') return stoodAt(current, step);
  const { waiting: _, ...alone } = current;
  return alone;
}

/** What the end of an execution calls for that has a history of its own. */
export function closingCommands({ caller, child, status }: Execution): Command[] {
  if (child) return [{ type: 'ReportToParent', succeeded: status === 'SUCCEEDED' }];
  return [{ type: 'CloseHead' }, ...(caller?.waits ? [{ type: 'TellCaller' } as const] : [])];
}

function enter(machine: Machine, draft: Draft, name: string, input: Json): void {
  const { Type } = stateOf(machine, name);
  draft.history.push({ type: `${Type}StateEntered`, details: { name, input } });
  draft.current = { name, input, enteredAt: draft.now, enteredEventId: eventId(draft) };
}

/** A branch that fails in a state which had begun to work says so of the state, too. */
function abortEvent(machine: Machine, draft: Draft): void {
  const { Type } = stateOf(machine, draft.current.name);
  if (draft.execution.child?.kind !== 'branch') return;
  if (Type === 'Task' || Type === 'Map' || Type === 'Parallel') {
    draft.history.push({ type: `${Type}StateAborted` });
  }
}

function iterationEvent(draft: Draft, what: 'Started' | 'Succeeded' | 'Failed'): void {
  const { id, child } = draft.execution;
  const kinship = kinshipOf(id);
  if (child?.kind !== 'iteration' || !kinship) return;
  draft.history.push({
    type: `MapIteration${what}`,
    details: { name: child.state, index: kinship.index },
  });
}
