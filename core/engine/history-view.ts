/**
 * How the histories of an execution and its children become one: the order of the children's events, and the event that
 * each one points back to. Rules as AWS records them; https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */

import type { ExecutionStatus, Timestamp } from './execution.ts';
import { childId, kinshipOf } from './execution-id.ts';
import type { HistoryEventType } from './history-event.ts';
import type { StepRecord } from './step-record.ts';

/** The events of one record without their details: light enough to keep for a whole Map. */
export interface Stretch {
  execution: string;
  step: number;
  at: Timestamp;
  types: HistoryEventType[];
  /** The slot of its join that the execution runs in. */
  slot?: number;
  /** How the execution stands after these events. */
  status: ExecutionStatus;
  opensJoin: boolean;
}

/** A stretch with its place: its first event's id, and for each event the one before it. */
export interface LinkedStretch {
  execution: string;
  step: number;
  firstId: number;
  previous: number[];
}

/** What the next event of an execution points back to. */
export interface Chain {
  last: number;
  /** What the last event points back to, where that event is the entry of a state that evaluates at once. */
  beforeEntry?: number;
  /** Present while the children that the last event started have not been taken up. */
  ends?: Ends;
  /** Present after a redrive: the entry of the state that begins anew, to which its first event points back. */
  entry?: number;
}

/** Where a redrive finds what an execution goes on from: the last state that it has entered, and the start of its children. */
export interface Entry {
  entered: number;
  started?: number;
}

/** How the children of one join ended. */
export interface Ends {
  /** The last event of the child that ended last. */
  last?: number;
  /** The last event in the chain of the child that failed. */
  failed?: number;
}

/** These are pointed back to by nothing that follows in their own chain. */
const ASIDE: ReadonlySet<HistoryEventType> = new Set<HistoryEventType>([
  'ExecutionStarted',
  'MapIterationSucceeded',
  'MapIterationFailed',
  'MapIterationAborted',
  'MapRunSucceeded',
  'MapStateSucceeded',
  'ParallelStateSucceeded',
]);

/** Whether what follows in the same chain points back to an event of this type. */
export function advancesChain(type: HistoryEventType): boolean {
  return !ASIDE.has(type);
}

/** The record's part in the history, without details. */
export function stretchOf(record: StepRecord): Stretch {
  const { state, step, committedAt: at, history } = record;
  const stretch: Stretch = {
    execution: state.id,
    step,
    at,
    types: history.map(({ type }) => type),
    status: state.status,
    opensJoin: opensJoin(record),
  };
  if (state.child?.slot !== undefined) stretch.slot = state.child.slot;
  return stretch;
}

/** Whether children start after the record's own events; those of a Map Run have histories of their own. */
export function opensJoin(record: StepRecord): boolean {
  const waiting = record.state.current?.waiting;
  if (waiting?.for === 'children' && waiting.mapRun) return false;
  return record.commands.some(({ type }) => type === 'StartChildren' || type === 'RedriveChildren');
}

/** How many events of children stand between two records of their parent. */
export function joinedEvents(opening: StepRecord, next: StepRecord): number {
  return next.state.lastEventId - next.history.length - opening.state.lastEventId;
}

/** The child whose failure made the parent go on with its record `next`. */
export function failedChild(next: StepRecord): string | undefined {
  for (const command of next.commands) {
    if (command.type !== 'StopChildren' || command.failed === undefined) continue;
    return childId(next.state.id, command.step, command.failed);
  }
  return undefined;
}

/** The state's success points back to that of its Map Run, which nothing else does. */
function endsMapRun(types: HistoryEventType[], index: number): boolean {
  return types[index] === 'MapStateSucceeded' && types[index - 1] === 'MapRunSucceeded';
}

/** Links a run of events in one chain: the event that each points back to, and the chain after them. */
export function linkEvents(
  types: HistoryEventType[],
  firstId: number,
  before: Chain,
): { previous: number[]; chain: Chain } {
  let { last, beforeEntry, ends, entry } = before;
  const previous = types.map((type, index) => {
    // A state that begins anew follows from its entry; an end without any work of the state, from the redrive.
    if (entry !== undefined && !type.startsWith('Execution')) last = entry;
    entry = undefined;
    if (ends) {
      const succeeded = type === 'MapStateSucceeded' || type === 'ParallelStateSucceeded';
      last = (succeeded ? ends.last : ends.failed) ?? last;
      ends = undefined;
    }
    // A state whose first evaluation fails counts as not entered; a Wait has evaluated before it reads the time.
    const pointsTo = endsMapRun(types, index)
      ? firstId + index - 1
      : type === 'EvaluationFailed'
        ? (beforeEntry ?? last)
        : last;
    const evaluates = type.endsWith('StateEntered') && type !== 'WaitStateEntered';
    beforeEntry = evaluates ? last : undefined;
    if (advancesChain(type)) last = firstId + index;
    return pointsTo;
  });
  const chain: Chain = { last };
  if (beforeEntry !== undefined) chain.beforeEntry = beforeEntry;
  if (ends) chain.ends = ends;
  if (entry !== undefined) chain.entry = entry;
  return { previous, chain };
}

/**
 * Merges the histories of a join's children, each already in order, by time. A child follows the one that left it its
 * slot, whatever the clocks of the machines that ran them say.
 */
export function mergeChildren(children: Stretch[][]): Stretch[] {
  const slotFreeAt = new Map<number, Timestamp>();
  const placed = children.flatMap((stretches, index) => {
    const slot = slotOf(stretches);
    let at = (slot === undefined ? undefined : slotFreeAt.get(slot)) ?? 0;
    const timed = stretches.map((stretch) => {
      at = Math.max(at, stretch.at);
      return { stretch, at, index };
    });
    // Slots are handed on in the order of the indexes, so the child before in this slot was seen before.
    if (slot !== undefined) slotFreeAt.set(slot, at);
    return timed;
  });
  // The sort is stable: stretches of one child that share a time keep their order.
  return placed.sort((a, b) => a.at - b.at || a.index - b.index).map(({ stretch }) => stretch);
}

/**
 * The first `count` events, as the parent counted them when it went on without waiting for the others. Those of the child
 * whose failure made it go on are always among them; another may have failed later.
 */
export function cutStretches(
  stretches: Stretch[],
  count: number,
  failed: string | undefined,
): Stretch[] {
  if (countEvents(stretches) <= count) return stretches;
  const isKept = ({ execution }: Stretch) =>
    failed !== undefined && (execution === failed || execution.startsWith(`${failed}/`));
  let room = count - countEvents(stretches.filter(isKept));
  return stretches.flatMap((stretch) => {
    if (isKept(stretch)) return [stretch];
    const types = stretch.types.slice(0, Math.max(0, room));
    room -= types.length;
    return types.length > 0 ? [{ ...stretch, types }] : [];
  });
}

/**
 * Gives the merged events of a join, which ended with the child that `failed`, their ids and links.
 *
 * @param known what the executions had entered in the rounds before
 */
export function linkJoin(
  stretches: Stretch[],
  parent: string,
  opening: Chain,
  firstId: number,
  failed?: string,
  known: ReadonlyMap<string, Entry> = new Map(),
): { stretches: LinkedStretch[]; ends: Ends; entries: Map<string, Entry> } {
  const entries = new Map(known);
  const chains = new Map<string, Chain>([[parent, { last: opening.last, ends: {} }]]);
  const slots = new Map<string, number>();
  let id = firstId;
  const linked = stretches.map((stretch): LinkedStretch => {
    const { execution, step, slot, status } = stretch;
    const kinship = kinshipOf(execution);
    const above = chains.get(kinship?.parent ?? parent);
    const slotName = `${kinship?.parent}/${kinship?.step}.${slot}`;
    const start = slot === undefined ? undefined : slots.get(slotName);
    const before = chains.get(execution) ?? {
      last: resumesAt(known.get(execution), stretch) ?? start ?? above?.last ?? opening.last,
    };
    const { previous, chain } = linkEvents(stretch.types, id, before);
    const first = id;
    noteEntries(entries, stretch, first);
    id += stretch.types.length;
    if (stretch.opensJoin) chain.ends = {};
    chains.set(execution, chain);
    if (status !== 'RUNNING' && above?.ends) {
      above.ends.last = id - 1;
      if (execution === failed) above.ends.failed = chain.last;
      else if (status === 'FAILED') above.ends.failed ??= chain.last;
    }
    if (status !== 'RUNNING') {
      chains.delete(execution);
      if (slot !== undefined) slots.set(slotName, chain.last);
    }
    return { execution, step, firstId: first, previous };
  });
  return { stretches: linked, ends: chains.get(parent)?.ends ?? {}, entries };
}

/** The event from which a redriven execution goes on: with its children, or with the state alone. */
function resumesAt(entry: Entry | undefined, { opensJoin, types }: Stretch): number | undefined {
  const withChildren = opensJoin && types.length === 0;
  return withChildren ? (entry?.started ?? entry?.entered) : entry?.entered;
}

function noteEntries(
  entries: Map<string, Entry>,
  { execution, types }: Stretch,
  firstId: number,
): void {
  for (const [index, type] of types.entries()) {
    const entry = entries.get(execution);
    if (type.endsWith('StateEntered')) entries.set(execution, { entered: firstId + index });
    else if (entry && (type === 'ParallelStateStarted' || type === 'MapStateStarted')) {
      entries.set(execution, { ...entry, started: firstId + index });
    }
  }
}

function slotOf(stretches: Stretch[]): number | undefined {
  const own = stretches[0]?.execution;
  return stretches.find(({ execution, slot }) => execution === own && slot !== undefined)?.slot;
}

function countEvents(stretches: Stretch[]): number {
  return stretches.reduce((sum, { types }) => sum + types.length, 0);
}
