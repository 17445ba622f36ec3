/** What EventBridge makes of an entry of PutEvents: an event, or why it takes none. */

import { randomUUID } from 'node:crypto';
import type { Home } from '../arn.ts';
import { isObject, type Json, type JsonObject, JsonTooDeep, parseJson } from '../json.ts';

export type TakenEntry = { event: JsonObject } | { refused: JsonObject };

/**
 * The event that rules see, with a new id; or the entry of the answer that says what is wrong with this one.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
 *
 * @param now milliseconds, for entries without a Time (seconds)
 */
export function takeEntry(entry: JsonObject, home: Home, now: number): TakenEntry {
  for (const field of ['Source', 'DetailType', 'Detail']) {
    if (typeof entry[field] !== 'string' || entry[field] === '') {
      const reason = `${field} is a required argument.`;
      return refuse('InvalidArgument', `Parameter ${field} is not valid. Reason: ${reason}`);
    }
  }
  const detail = parseDetail(String(entry.Detail));
  if (!isObject(detail)) return refuse('MalformedDetail', 'Detail is malformed.');
  const time = typeof entry.Time === 'number' ? entry.Time * 1000 : now;
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': entry.DetailType ?? '',
    source: entry.Source ?? '',
    account: home.account,
    time: `${new Date(time).toISOString().slice(0, 19)}Z`,
    region: home.region,
    resources: entry.Resources ?? [],
    detail,
  };
  return { event };
}

function parseDetail(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonTooDeep) return undefined;
    throw error;
  }
}

function refuse(code: string, message: string): TakenEntry {
  return { refused: { ErrorCode: code, ErrorMessage: message } };
}
