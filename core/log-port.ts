/** The port of logs: where the history of executions goes that somebody wants to read later. */

import type { Timestamp } from './engine/execution.ts';

/** Log groups, by their names, with streams of entries in them. */
export interface Logs {
  /**
   * Appends entries, in the order of their times, to a stream of a group; the stream is made where there is none. Never
   * fails: what the group does not take is lost, for no execution may fail over its log.
   */
  write(group: string, stream: string, entries: LogEntry[]): Promise<void>;
  /** Whether there is such a group, and it may be written to. */
  accepts(group: string): Promise<boolean>;
}

export interface LogEntry {
  at: Timestamp;
  text: string;
}
