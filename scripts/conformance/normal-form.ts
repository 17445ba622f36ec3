/** Answers in the shape in which the recordings hold them, before any value is compared. */

import { isObject, type Json, type JsonObject, setKey } from '../../core/json.ts';
import { isShuffled, shuffleParallel } from './parallel.ts';
import type { Answer } from './wire.ts';

/** The answer as the Python SDK presents it: errors under `Error`, the status under `ResponseMetadata`. */
export function presented({ status, body }: Answer): JsonObject {
  const ResponseMetadata = { HTTPHeaders: {}, HTTPStatusCode: status };
  if (status < 300) return { ...members(body), ResponseMetadata };
  const { __type, ...rest } = members(body);
  const error = { Code: codeOf(__type), Message: messageOf(rest) };
  return { Error: error, ...rest, ResponseMetadata };
}

/** The shape which this recording chose for its answer: the whole of it, or only the exception's texts. */
export function shapedLike(recorded: Json, op: string, answer: Answer): Json {
  if (answer.status >= 300) {
    const { __type, ...rest } = members(answer.body);
    const code = codeOf(__type);
    const text = `An error occurred (${code}) when calling the ${op} operation: ${messageOf(rest)}`;
    if (typeof recorded === 'string') return text;
    if (isObject(recorded) && Object.hasOwn(recorded, 'exception_typename')) {
      return { exception_typename: code, exception_value: text };
    }
  }
  const whole = presented(answer);
  const events = isObject(recorded) ? recorded.events : undefined;
  if (Array.isArray(events) && events.some(isShuffled) && Array.isArray(whole.events)) {
    return { ...whole, events: shuffleParallel(whole.events) };
  }
  return whole;
}

/** The entries which the case itself made: an account's listing also shows what other cases own. */
export function ownEntries(op: string, answer: Answer, ownNames: Set<string>): Answer {
  const list = { ListActivities: 'activities', ListStateMachines: 'stateMachines' }[op];
  const { body } = answer;
  if (list === undefined || !isObject(body) || !Array.isArray(body[list])) return answer;
  const own = body[list].filter((item) => isObject(item) && ownNames.has(String(item.name)));
  return { ...answer, body: { ...body, [list]: own } };
}

function members(body: Json): JsonObject {
  const copy: JsonObject = {};
  if (isObject(body)) for (const [key, value] of Object.entries(body)) setKey(copy, key, value);
  return copy;
}

function codeOf(type: Json | undefined): string {
  return String(type ?? '').replace(/^.*#/, '');
}

function messageOf(body: JsonObject): string {
  return String(body.message ?? body.Message ?? '');
}
