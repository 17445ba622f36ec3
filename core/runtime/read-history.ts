/** Reads pages of an execution's history out of its records and those of its children. */

import { escapedBytes } from '../engine/event-details.ts';
import type { Timestamp } from '../engine/execution.ts';
import type { HistoryEvent } from '../engine/history-event.ts';
import {
  advancesChain,
  type Chain,
  type LinkedStretch,
  linkEvents,
  opensJoin,
} from '../engine/history-view.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { textOf } from '../json.ts';
import type { RecordReader } from './history-cache.ts';
import { readJoin } from './read-join.ts';

export type { RecordReader } from './history-cache.ts';

/** An event with what only its place in the whole history tells. */
export interface PlacedEvent {
  id: number;
  previousEventId: number;
  timestamp: Timestamp;
  event: HistoryEvent;
}

/** The next event to read, and the execution's own record that it belongs to or follows. */
export interface HistoryPosition {
  id: number;
  step: number;
}

export interface HistoryQuery {
  execution: string;
  /** Newest first. */
  reverse: boolean;
  /** As the page before gave it; absent: from the start. */
  from?: HistoryPosition;
  limit: number;
  /** A page ends before it holds more bytes of documents, but has one event at least. */
  maxBytes: number;
}

export interface HistoryPage {
  events: PlacedEvent[];
  /** Absent at the end of what there is. */
  next?: HistoryPosition;
}

interface Located extends PlacedEvent {
  step: number;
}

/** A record of the execution itself, linked, and the record after it where there is one. */
interface Segment {
  record: StepRecord;
  next?: StepRecord;
  own: LinkedStretch;
}

/** The ids that a page still wants, and its direction. */
interface Wanted {
  min?: number;
  max?: number | undefined;
  reverse: boolean;
}

const RECORDS_AT_ONCE = 50;
const STRETCHES_AT_ONCE = 16;

/** A page of history. Its cost depends on its size, not on how much comes before it. */
export async function readHistory(store: RecordReader, query: HistoryQuery): Promise<HistoryPage> {
  const page: PlacedEvent[] = [];
  let bytes = 0;
  const events = query.reverse ? backward(store, query) : forward(store, query);
  for await (const { step, ...event } of events) {
    bytes += sizeOf(event.event);
    if (page.length > 0 && (page.length >= query.limit || bytes > query.maxBytes)) {
      return { events: page, next: { id: event.id, step } };
    }
    page.push(event);
  }
  return { events: page };
}

async function* forward(store: RecordReader, query: HistoryQuery): AsyncGenerator<Located> {
  const { execution, from: { id, step } = { id: 1, step: 0 }, limit } = query;
  const size = Math.min(RECORDS_AT_ONCE, limit + 1);
  for (let low = step; ; ) {
    const segments = await readSegments(store, execution, low, size);
    for (const segment of segments) yield* eventsOf(store, segment, { min: id, reverse: false });
    const last = segments.at(-1);
    if (!last || segments.length < size) return;
    low = last.record.step + 1;
  }
}

async function* backward(store: RecordReader, query: HistoryQuery): AsyncGenerator<Located> {
  const { execution, from, limit } = query;
  const step = from?.step ?? (await store.latest(execution))?.step;
  if (step === undefined) return;
  const size = Math.min(RECORDS_AT_ONCE, limit + 1);
  for (let high = step; high >= 0; high -= size) {
    const low = Math.max(0, high - size + 1);
    const segments = await readSegments(store, execution, low, high - low + 1);
    for (const segment of segments.reverse()) {
      yield* eventsOf(store, segment, { max: from?.id, reverse: true });
    }
  }
}

/** Up to `size` linked records from step `low` on. */
async function readSegments(
  store: RecordReader,
  execution: string,
  low: number,
  size: number,
): Promise<Segment[]> {
  const records = await store.records(execution, low, size + 1);
  const first = records[0];
  if (!first) return [];
  const segments: Segment[] = [];
  let chain = await chainBefore(store, execution, first);
  for (const [index, record] of records.slice(0, size).entries()) {
    const next = records[index + 1];
    const linked = await linkRecord(store, record, next, chain);
    chain = linked.chain;
    segments.push(linked.segment);
  }
  return segments;
}

async function linkRecord(
  store: RecordReader,
  record: StepRecord,
  next: StepRecord | undefined,
  before: Chain,
): Promise<{ segment: Segment; chain: Chain }> {
  const firstId = record.state.lastEventId - record.history.length + 1;
  const types = record.history.map(({ type }) => type);
  const { previous, chain } = linkEvents(types, firstId, before);
  const isRedrive = types.includes('ExecutionRedriven');
  if (isRedrive) chain.entry = record.state.current?.enteredEventId;
  if (next && opensJoin(record)) {
    const { ends, start } = await readJoin(store, record, next);
    chain.ends = ends;
    if (isRedrive) chain.entry = start;
  }
  const own = { execution: record.state.id, step: record.step, firstId, previous };
  return { segment: next ? { record, next, own } : { record, own }, chain };
}

/** What the first event of `record` points back to: found a few records before it. */
async function chainBefore(
  store: RecordReader,
  execution: string,
  record: StepRecord,
): Promise<Chain> {
  const passed = [record];
  for (let step = record.step - 1; step >= 0; step--) {
    const earlier = await store.read(execution, step);
    if (!earlier) break;
    passed.unshift(earlier);
    if (earlier.history.some(({ type }) => advancesChain(type))) break;
  }
  let chain: Chain = { last: 0 };
  for (const [index, earlier] of passed.slice(0, -1).entries()) {
    chain = (await linkRecord(store, earlier, passed[index + 1], chain)).chain;
  }
  return chain;
}

/** The events of a record and of the children that it started, as far as they are wanted. */
async function* eventsOf(
  store: RecordReader,
  { record, next, own }: Segment,
  wanted: Wanted,
): AsyncGenerator<Located> {
  const { step } = record;
  if (!wanted.reverse) yield* place(record, own, step, wanted);
  if (opensJoin(record)) {
    const { stretches } = await readJoin(store, record, next);
    const ahead = stretches.filter(
      ({ firstId, previous }) =>
        firstId + previous.length > (wanted.min ?? 0) && firstId <= (wanted.max ?? Infinity),
    );
    if (wanted.reverse) ahead.reverse();
    for (let start = 0; start < ahead.length; start += STRETCHES_AT_ONCE) {
      const batch = ahead.slice(start, start + STRETCHES_AT_ONCE);
      const records = await Promise.all(batch.map((at) => store.read(at.execution, at.step)));
      for (const [index, stretch] of batch.entries()) {
        const child = records[index];
        if (child) yield* place(child, stretch, step, wanted);
      }
    }
  }
  if (wanted.reverse) yield* place(record, own, step, wanted);
}

function place(
  record: StepRecord,
  { firstId, previous }: LinkedStretch,
  step: number,
  { min = 0, max = Infinity, reverse }: Wanted,
): Located[] {
  const placed = previous.flatMap((previousEventId, index) => {
    const id = firstId + index;
    const event = record.history[index];
    if (!event || id < min || id > max) return [];
    return [{ id, previousEventId, timestamp: record.committedAt, event, step }];
  });
  return reverse ? placed.reverse() : placed;
}

/** What an event takes of an answer, where its documents stand as texts within a text. */
function sizeOf({ details = {} }: HistoryEvent): number {
  const { input, output, parameters, assignedVariables = {}, cause = '' } = details;
  const documents = [input, output, parameters, ...Object.values(assignedVariables)];
  return documents.reduce<number>(
    (sum, document) => sum + (document === undefined ? 0 : escapedBytes(textOf(document), 2)),
    escapedBytes(cause, 2) + 300,
  );
}
