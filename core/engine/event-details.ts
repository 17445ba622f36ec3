/** The details of a history event as AWS writes them: documents as text, and whether they are whole. */

import { type Json, type JsonObject, setKey, textOf } from '../json.ts';
import type { EventDetails } from './history-event.ts';

/** How a text is cut that is too long where it goes; answers of the API show it whole. */
export type Cut = (text: string) => string;

const whole: Cut = (text) => text;

/**
 * The members of the details in a HistoryEvent or a log entry.
 *
 * @param withData false leaves out inputs, outputs, parameters and variables
 */
export function shownDetails(
  details: EventDetails,
  withData: boolean,
  cut: Cut = whole,
): JsonObject {
  const { input, output, parameters, assignedVariables, ...plain } = details;
  const shown: JsonObject = {};
  for (const [name, value] of Object.entries(plain)) {
    if (value !== undefined) shown[name] = value;
  }
  if (!withData) return shown;
  return {
    ...shown,
    ...document('input', input, cut),
    ...document('output', output, cut),
    ...variables(assignedVariables, cut),
    ...(parameters !== undefined && { parameters: cut(textOf(parameters)) }),
  };
}

function document(name: 'input' | 'output', value: Json | undefined, cut: Cut): JsonObject {
  if (value === undefined) return {};
  const text = textOf(value);
  const kept = cut(text);
  return { [name]: kept, [`${name}Details`]: { truncated: kept !== text } };
}

function variables(assigned: JsonObject | undefined, cut: Cut): JsonObject {
  if (assigned === undefined) return {};
  let truncated = false;
  const assignedVariables: JsonObject = {};
  for (const [name, value] of Object.entries(assigned)) {
    const text = textOf(value);
    const kept = cut(text);
    truncated ||= kept !== text;
    setKey(assignedVariables, name, kept);
  }
  return { assignedVariables, assignedVariablesDetails: { truncated } };
}
