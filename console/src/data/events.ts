/** Reads events of an execution: from any place on, and never more than is looked at. */

import { type HistoryEvent, readEvent } from '../history/event.ts';
import { callOwn } from './api.ts';

export interface EventPage {
  events: HistoryEvent[];
  more: boolean;
  /** How many events there are. */
  lastEventId: number;
}

interface Answer {
  events: Record<string, unknown>[];
  more: boolean;
  lastEventId: number;
}

/** @throws {ApiFailure} */
export async function eventsAfter(
  executionArn: string,
  after: number,
  { maxResults = 100, withData = false } = {},
): Promise<EventPage> {
  const answer = await callOwn<Answer>('GetExecutionEvents', {
    executionArn,
    after,
    maxResults,
    includeExecutionData: withData,
  });
  return { ...answer, events: answer.events.map(readEvent) };
}

/** One event with its documents. @throws {ApiFailure} */
export async function eventOf(executionArn: string, id: number): Promise<HistoryEvent | undefined> {
  const { events } = await eventsAfter(executionArn, id - 1, { maxResults: 1, withData: true });
  return events[0];
}
