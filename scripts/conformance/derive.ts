/** What a test derived from earlier answers, by the key under which the recording holds it. */

import { isObject, type Json, type JsonObject } from '../../core/json.ts';

/** What a case has seen so far, oldest first: execution histories, and the messages that its test took from queues. */
export interface Seen {
  histories: Json[];
  messages: JsonObject[];
}

type Derive = (seen: Seen) => Json;

export const derivations: Record<string, Derive> = {
  cases: ({ histories }) => histories.map(inputAndOutput),
  messages: ({ messages }) => messages.map(bodyOf),
  stepfunctions_events: ({ messages }) => messages.map(bodyOf).sort(byDetail),
};

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
