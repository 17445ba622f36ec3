/** The details of a history event as AWS writes them: documents as text, and whether they are whole. */

import { type Json, type JsonObject, setKey, textOf } from '../json.ts';
import type { EventDetails } from './history-event.ts';

/** How a text is cut that is too long where it goes; answers of the API show it whole. */
export type Cut = (text: string) => string;

/** How deep a text stands: in a JSON text, or in a JSON text that itself stands in one. */
type Nesting = 1 | 2;

/** Cuts a text, between characters, to the longest beginning of `most` bytes at the most, once it is escaped. */
export function cutTo(most: number, nesting: Nesting): Cut {
  return (text) => {
    if (text.length * LONGEST_UNIT <= most) return text;
    let bytes = 0;
    let end = 0;
    for (const character of text) {
      bytes += bytesOf(character, nesting);
      if (bytes > most) return text.slice(0, end);
      end += character.length;
    }
    return text;
  };
}

/** The bytes of a text once it is escaped. */
export function escapedBytes(text: string, nesting: Nesting): number {
  const once = JSON.stringify(text);
  return nesting === 1 ? Buffer.byteLength(once) - 2 : Buffer.byteLength(JSON.stringify(once)) - 6;
}

/** The most bytes of a UTF-16 unit: a control character's in a text in a text. */
const LONGEST_UNIT = 7;

function bytesOf(character: string, nesting: Nesting): number {
  const code = character.charCodeAt(0);
  if (character === '"' || character === '\\') return 2 * nesting;
  if ('\b\f\n\r\t'.includes(character)) return 1 + nesting;
  const isAlone = character.length === 1 && code >= 0xd800 && code <= 0xdfff;
  if (code < 0x20 || isAlone) return 5 + nesting;
  if (character.length === 2) return 4;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
}

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
