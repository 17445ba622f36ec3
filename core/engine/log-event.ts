/** History events as AWS writes them to CloudWatch Logs. https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */

import { shownDetails } from './event-details.ts';
import type { Timestamp } from './execution.ts';
import type { HistoryEvent, HistoryEventType } from './history-event.ts';

/** How a state machine logs. Absent where it does not. */
export interface Logging {
  level: 'ALL' | 'ERROR' | 'FATAL';
  /** Whether inputs, outputs and parameters are logged too. */
  withData: boolean;
  /** The name of the log group. */
  group: string;
}

/** A history event with its place, and the execution that it belongs to. */
export interface LoggedEvent {
  executionArn: string;
  id: number;
  previousEventId: number;
  timestamp: Timestamp;
  redriveCount: number;
  event: HistoryEvent;
}

/** Of a document, as it stands escaped in the entry; CloudWatch Logs takes little more in one. */
const MAX_DOCUMENT_BYTES = 248 * 1024;

/** Whether a level asks for events of a type. */
export function isLogged(level: Logging['level'], type: HistoryEventType): boolean {
  switch (level) {
    case 'ALL':
      return true;
    case 'ERROR':
      return /(?:Failed|Aborted|TimedOut)$/.test(type) || type === 'FailStateEntered';
    case 'FATAL':
      return /^Execution(?:Failed|Aborted|TimedOut)$/.test(type);
  }
}

/** The entry of an event: one line of JSON. */
export function logEntry(logged: LoggedEvent, withData: boolean): string {
  const { executionArn, id, previousEventId, timestamp, redriveCount, event } = logged;
  return JSON.stringify({
    id: String(id),
    type: event.type,
    details: shownDetails(event.details ?? {}, withData, cutToEntry),
    previous_event_id: String(previousEventId),
    event_timestamp: String(timestamp),
    execution_arn: executionArn,
    redrive_count: String(redriveCount),
  });
}

/** A text, cut so that no more of it is left than an entry has room for. */
function cutToEntry(text: string): string {
  if (text.length * 6 <= MAX_DOCUMENT_BYTES || escapedBytes(text) <= MAX_DOCUMENT_BYTES)
    return text;
  let low = 0;
  let high = Math.min(text.length, MAX_DOCUMENT_BYTES);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (escapedBytes(text.slice(0, middle)) <= MAX_DOCUMENT_BYTES) low = middle;
    else high = middle - 1;
  }
  // Half a surrogate pair is no character.
  return text.slice(0, low).replace(/[\ud800-\udbff]$/, '');
}

function escapedBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
