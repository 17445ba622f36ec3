/** Forks an execution: starts another one of the same machine from any of its steps. */

import { executionArn } from '../arn.ts';
import { executionInput } from '../engine/begin-execution.ts';
import type { Current } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Json } from '../json.ts';
import type { Runtime } from './runtime.ts';
import { type StartOutcome, startExecution } from './start-execution.ts';

/** The place in an execution's history where a fork begins. */
export interface ForkPoint {
  record: StepRecord;
  /** The state that the execution stood at after that step, or at its end without success. */
  current: Current;
}

/** `beyond`: there is no such step or event yet, but so many; `over`: the execution had succeeded by then. */
export type FoundPoint = ForkPoint | { beyond: number } | 'over' | 'missing';

/** Finds the step of an execution, or the one that a history event belongs to. */
export async function findForkPoint(
  { ports }: Runtime,
  execution: string,
  at: { step: number } | { eventId: number },
): Promise<FoundPoint> {
  const { store } = ports;
  const last = await store.latest(execution);
  if (!last) return 'missing';
  const most = 'step' in at ? last.step : last.state.lastEventId;
  if (('step' in at ? at.step : at.eventId) > most) return { beyond: most };
  const step = 'step' in at ? at.step : await stepOfEvent(ports, last, at.eventId);
  const record = await store.read(execution, step);
  if (!record) return 'missing';
  const current = record.state.current ?? record.state.stood;
  return current ? { record, current } : 'over';
}

export interface ForkRequest {
  point: ForkPoint;
  name: string;
  /** In the place of the input that the state had. */
  input?: Json;
  /** The definition that it runs by; absent: the same. */
  revision?: string;
  deliveryId: string;
}

/** Starts the fork, which knows where it comes from. The state begins anew there, with the variables of that step. */
export async function forkExecution(
  runtime: Runtime,
  { point, name, input, revision, deliveryId }: ForkRequest,
): Promise<StartOutcome> {
  const { record, current } = point;
  const { id, variables, lastEventId, via } = record.state;
  const first = await runtime.ports.store.read(id, 0);
  const arn = executionArn(runtime.settings.home, id);
  return startExecution(runtime, {
    machine: rootOf(id).machine,
    revision: revision ?? record.state.revision,
    name,
    input: executionInput(first) ?? {},
    beginning: { name: current.name, input: input ?? current.input, variables },
    forkedFrom: { executionArn: arn, step: record.step, eventId: lastEventId },
    deliveryId,
    ...(via && revision === undefined && { via }),
  });
}

/** The last step that had begun to write before the event was over; children's events belong to the step that made them. */
async function stepOfEvent(
  { store }: Runtime['ports'],
  last: StepRecord,
  eventId: number,
): Promise<number> {
  let low = 0;
  let high = last.step;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const record = await store.read(last.state.id, middle);
    const before = record ? record.state.lastEventId - record.history.length : 0;
    if (before < eventId) low = middle;
    else high = middle - 1;
  }
  return low;
}
