/** What a test derived from earlier answers, by the key under which the recording holds it. */

import { isObject, type Json, type JsonObject } from '../../core/json.ts';

/** What a case has seen so far, oldest first: execution histories, messages from queues, and events from log groups. */
export interface Seen {
  histories: Json[];
  messages: JsonObject[];
  /** What was read from log groups. */
  logged: JsonObject[];
}

type Derive = (seen: Seen) => Json;

export const derivations: Record<string, Derive> = {
  end_event: ({ logged }) => logged.map(entryOf).at(-1) ?? null,
  logged_execution_events: ({ logged }) => logged.map(entryOf),
  cases: ({ histories }) => histories.map(inputAndOutput),
  messages: ({ messages }) => messages.map(bodyOf),
  stepfunctions_events: ({ messages }) => messages.map(bodyOf).sort(byDetail),
};

/** The recordings hold the texts in an entry's details that begin like a document as such. */
function entryOf({ Message: message }: JsonObject): Json {
  const entry: Json = JSON.parse(String(message));
  if (!isObject(entry) || !isObject(entry.details)) return entry;
  const details = Object.entries(entry.details).map(([name, value]) => [name, documentIn(value)]);
  return { ...entry, details: Object.fromEntries(details) };
}

function documentIn(value: Json): Json {
  return typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
}

function inputAndOutput(history: Json): Json {
  const events = isObject(history) && Array.isArray(history.events) ? history.events : [];
  return {
    input: detail(events.at(0), 'executionStartedEventDetails', 'input'),
    output: detail(events.at(-1), 'executionSucceededEventDetails', 'output'),
  };
}

function detail(event: Json | undefined, details: string, member: string): Json {
  const found = isObject(event) ? event[details] : undefined;
  return (isObject(found) ? found[member] : undefined) ?? null;
}

/** Bodies are JSON documents, and so are the texts in them that begin like one. */
function bodyOf({ Body: body }: JsonObject): Json {
  const document: Json = JSON.parse(String(body));
  if (!isObject(document)) return document;
  const { Message: message } = document;
  if (typeof message !== 'string' || !message.startsWith('{')) return document;
  return { ...document, Message: JSON.parse(message) };
}

/** The tests sort the events by what they carry. */
function byDetail(a: Json, b: Json): number {
  return detailText(a) < detailText(b) ? -1 : 1;
}

function detailText(event: Json): string {
  return isObject(event) ? JSON.stringify(event.detail ?? null) : '';
}
