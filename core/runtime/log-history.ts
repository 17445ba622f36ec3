/**
 * Sends the history of executions to the log group of their machine, event by event, once an event's id is final: that of
 * an execution's own event at once, those of children when their join is over.
 */

import { executionArn } from '../arn.ts';
import { identityOf } from '../engine/identity.ts';
import { isLogged, type Logging, logEntry } from '../engine/log-event.ts';
import type { Machine } from '../engine/machine.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { LogEntry } from '../ports.ts';
import {
  type HistoryPosition,
  type HistoryQuery,
  type RecordReader,
  readHistory,
} from './read-history.ts';
import type { Runtime } from './runtime.ts';

/** What is written at a time. */
const EVENTS_AT_ONCE = 1000;
const BYTES_AT_ONCE = 900_000;

/**
 * Logs what became final with a committed record. Whoever owes the record's commands owes this too, so an event may be
 * logged twice, and none is left out but by the log group itself.
 */
export async function logRecord(
  runtime: Runtime,
  machine: Machine,
  record: StepRecord,
): Promise<void> {
  const { logging } = machine;
  const { state, step, history } = record;
  if (!logging || !runtime.ports.logs || !hasOwnHistory(record)) return;
  const { store } = runtime.ports;
  const own = history.some(({ type }) => isLogged(logging.level, type));
  if (!own && logging.level === 'FATAL') return;
  const before = step === 0 ? undefined : await store.read(state.id, step - 1);
  const lastBefore = before?.state.lastEventId ?? 0;
  const hasJoined = state.lastEventId - history.length > lastBefore;
  if (!own && !hasJoined) return;
  const from = { id: lastBefore + 1, step: Math.max(0, step - 1) };
  await logEvents(runtime, logging, { reader: store, from, to: state.lastEventId, record });
}

/** Logs the whole history of an execution that only its records in memory know. */
export async function logRecords(
  runtime: Runtime,
  machine: Machine,
  records: StepRecord[],
): Promise<void> {
  const { logging } = machine;
  const record = records.findLast(hasOwnHistory);
  if (!logging || !runtime.ports.logs || !record) return;
  await logEvents(runtime, logging, {
    reader: readerOf(records),
    from: { id: 1, step: 0 },
    to: record.state.lastEventId,
    record,
  });
}

interface Part {
  reader: RecordReader;
  from: HistoryPosition;
  /** The id of the last event. */
  to: number;
  /** The execution's record in which they became final. */
  record: StepRecord;
}

async function logEvents(
  { ports, settings }: Runtime,
  { level, withData, group }: Logging,
  { reader, from, to, record }: Part,
): Promise<void> {
  const { id } = record.state;
  const arn = executionArn(settings.home, identityOf(record.state).id);
  const redriveCount = record.state.redrive?.count ?? 0;
  const stream = streamOf(id, record.committedAt);
  let position: HistoryPosition | undefined = from;
  while (position !== undefined && position.id <= to) {
    const query: HistoryQuery = {
      execution: id,
      reverse: false,
      from: position,
      limit: Math.min(EVENTS_AT_ONCE, to - position.id + 1),
      maxBytes: BYTES_AT_ONCE,
    };
    const { events, next } = await readHistory(reader, query);
    const entries = events
      .filter(({ event }) => isLogged(level, event.type))
      .map((placed): LogEntry => {
        const logged = { ...placed, executionArn: arn, redriveCount };
        return { at: placed.timestamp, text: logEntry(logged, withData) };
      });
    if (entries.length > 0) await ports.logs?.write(group, stream, entries);
    position = next;
  }
}

/** A branch or an iteration has its history in that of the execution below which it runs. */
function hasOwnHistory({ state: { child } }: StepRecord): boolean {
  return !child || child.kind === 'execution';
}

/** `states/orders/2026-11-23`: those of one day and machine share a stream. */
function streamOf(id: string, at: number): string {
  return `states/${id.slice(0, id.indexOf(':'))}/${new Date(at).toISOString().slice(0, 10)}`;
}

function readerOf(records: StepRecord[]): RecordReader {
  const byExecution = Map.groupBy(records, ({ state }) => state.id);
  const of = (execution: string) => byExecution.get(execution) ?? [];
  return {
    read: async (execution, step) => of(execution).find((record) => record.step === step),
    latest: async (execution) => of(execution).at(-1),
    records: async (execution, from, limit) =>
      of(execution)
        .filter(({ step }) => step >= from)
        .slice(0, limit),
  };
}
