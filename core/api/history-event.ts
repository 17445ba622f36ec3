/** History events as the API shows them: documents as text, details under the name that belongs to the type. */

import type { EventDetails, HistoryEventType } from '../engine/history-event.ts';
import { type Json, type JsonObject, textOf } from '../json.ts';
import type { PlacedEvent } from '../runtime/read-history.ts';
import { epochSeconds } from './operation.ts';
import { answer } from './shape.ts';

/**
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 *
 * @param withData false leaves out inputs, outputs and parameters
 */
export function shownEvent(
  { id, previousEventId, timestamp, event }: PlacedEvent,
  withData: boolean,
): JsonObject {
  const { type, details } = event;
  const shown: JsonObject = { timestamp: epochSeconds(timestamp), type, id, previousEventId };
  if (details) shown[detailsName(type)] = shownDetails(details, withData);
  return shown;
}

/** The member in which a HistoryEvent carries the details of a type. */
export function detailsName(type: HistoryEventType): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

function shownDetails(details: EventDetails, withData: boolean): JsonObject {
  const { input, output, parameters, assignedVariables, ...plain } = details;
  const documents = withData
    ? {
        ...document('input', input),
        ...document('output', output),
        ...variables(assignedVariables),
        parameters: parameters === undefined ? undefined : textOf(parameters),
      }
    : {};
  return answer({ ...plain, ...documents });
}

function document(name: 'input' | 'output', value: Json | undefined): JsonObject {
  if (value === undefined) return {};
  return { [name]: textOf(value), [`${name}Details`]: { truncated: false } };
}

function variables(assigned: JsonObject | undefined): JsonObject {
  if (assigned === undefined) return {};
  const texts = Object.entries(assigned).map(([name, value]) => [name, textOf(value)]);
  return {
    assignedVariables: Object.fromEntries(texts),
    assignedVariablesDetails: { truncated: false },
  };
}
