/** History events as AWS writes them to CloudWatch Logs. https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */

import { cutTo, shownDetails } from './event-details.ts';
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

const cutToEntry = cutTo(MAX_DOCUMENT_BYTES, 1);

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
