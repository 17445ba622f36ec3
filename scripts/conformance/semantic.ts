/** Meaning: the part of an answer on which a user's workflow depends. */

import { isObject, type Json, type JsonObject, setKey } from '../../core/json.ts';

/** Members that tell about transport, resources or the call itself, not about the workflow. */
const INCIDENTAL = new Set([
  'ResponseMetadata',
  'SdkHttpMetadata',
  'SdkResponseMetadata',
  'billingDetails',
  'inputDetails',
  'outputDetails',
  'creationDate',
  'updateDate',
  'startDate',
  'stopDate',
  'redriveCount',
  'redriveStatus',
  'redriveStatusReason',
  'revisionId',
]);

/**
 * What two answers must share to be the same to a workflow:
 * - of a history: the sequence of event types with the state names, and of the last event (the execution's end) output,
 *   error and cause; not ids, times, roles, nor what tasks report about their resources;
 * - of a refusal: the error code;
 * - of any other answer: everything but its transport, dates, revision and redrive members.
 */
export function meaningOf(answer: Json | undefined): Json {
  if (answer === undefined) return null;
  if (isObject(answer)) {
    if (Array.isArray(answer.events)) return historyMeaning(answer.events);
    if (isObject(answer.Error)) return { code: answer.Error.Code ?? null };
    if (answer.exception_typename !== undefined) return { code: answer.exception_typename };
  }
  if (typeof answer === 'string') {
    const code = /^An error occurred \((\w+)\)/.exec(answer)?.[1];
    if (code !== undefined) return { code };
  }
  return withoutIncidental(answer);
}

function historyMeaning(events: Json[]): Json {
  const end = detailsOf(events.at(-1));
  const { output = null, error = null, cause = null } = end;
  return {
    events: events.map((event) => {
      const type = isObject(event) ? String(event.type) : '';
      const { name } = detailsOf(event);
      return typeof name === 'string' ? `${type} ${name}` : type;
    }),
    end: withoutIncidental({ output, error, cause }),
  };
}

/** The one `…EventDetails` member of a history event. */
function detailsOf(event: Json | undefined): JsonObject {
  if (!isObject(event)) return {};
  const key = Object.keys(event).find((name) => name.endsWith('EventDetails'));
  const details = key === undefined ? undefined : event[key];
  return isObject(details) ? details : {};
}

function withoutIncidental(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutIncidental);
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (!INCIDENTAL.has(key)) setKey(kept, key, withoutIncidental(item));
  }
  return kept;
}
