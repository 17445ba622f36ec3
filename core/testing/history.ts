/** The history of a run: as the API shows it, and in plain words. */

import { shownEvent } from '../api/history-event.ts';
import type { JsonObject } from '../json.ts';
import type { Store } from '../ports.ts';
import { type PlacedEvent, readHistory } from '../runtime/read-history.ts';
import { plain } from './plain.ts';

/** As the AWS SDK gives it: details under the name that belongs to the type. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  type: string;
  timestamp: Date;
  [details: `${string}EventDetails`]: Record<string, unknown>;
}

/** All events of an execution, the oldest first. */
export async function eventsOf(store: Store, execution: string): Promise<PlacedEvent[]> {
  const query = { execution, reverse: false, limit: Infinity, maxBytes: Infinity };
  return (await readHistory(store, query)).events;
}

export function shownHistory(events: readonly PlacedEvent[]): HistoryEvent[] {
  return events.map((placed) => {
    const { timestamp: _, ...shown }: JsonObject = shownEvent(placed, true);
    return { ...(plain(shown) as HistoryEvent), timestamp: new Date(placed.timestamp) };
  });
}

/**
 * One line for each event, without ids and times, which snapshots would stumble over: `TaskStateEntered Pay`,
 * `TaskFailed Payment.Busy: try again`.
 */
export function storyOf(events: readonly PlacedEvent[]): string[] {
  return events.map(({ event: { type, details = {} } }) => {
    const { name, error, cause, index } = details;
    const iteration = index === undefined ? '' : `[${index}]`;
    const failure = error === undefined ? '' : `${error}${cause ? `: ${cause}` : ''}`;
    return [type, `${name ?? ''}${iteration}`, failure].filter((part) => part !== '').join(' ');
  });
}
