/** History events as the API shows them: documents as text, details under the name that belongs to the type. */

import { type Cut, shownDetails } from '../engine/event-details.ts';
import type { HistoryEventType } from '../engine/history-event.ts';
import type { JsonObject } from '../json.ts';
import type { PlacedEvent } from '../runtime/read-history.ts';
import { epochSeconds } from './operation.ts';

/**
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 *
 * @param withData false leaves out inputs, outputs and parameters
 * @param cut shortens a document that is too long for an answer
 */
export function shownEvent(
  { id, previousEventId, timestamp, event }: PlacedEvent,
  withData: boolean,
  cut?: Cut,
): JsonObject {
  const { type, details } = event;
  const shown: JsonObject = { timestamp: epochSeconds(timestamp), type, id, previousEventId };
  if (details) shown[detailsName(type)] = shownDetails(details, withData, cut);
  return shown;
}

/** The member in which a HistoryEvent carries the details of a type. */
export function detailsName(type: HistoryEventType): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
