/** The history of an execution as it grows. */

import { setTimeout as pause } from 'node:timers/promises';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Api } from './api.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;
const PAGE = 100;

/** All events so far, the oldest first, page by page. */
export async function* history(api: Api, executionArn: string): AsyncGenerator<JsonObject> {
  let nextToken: Json | undefined;
  do {
    const token: JsonObject = nextToken === undefined ? {} : { nextToken };
    const page = await api.call('GetExecutionHistory', {
      executionArn,
      maxResults: 1000,
      ...token,
    });
    yield* eventsIn(page);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

/** What comes after an event, until the execution has ended: only the new events are read. */
export async function* followHistory(
  api: Api,
  executionArn: string,
  after: number,
  isOver: () => boolean,
): AsyncGenerator<JsonObject> {
  let last = after;
  for (let ms = FIRST_PAUSE_MS; !isOver(); ) {
    // Asked for before the events are read, so that none is missed at the end.
    const { status } = await api.call('DescribeExecution', { executionArn });
    const fresh = await eventsAfter(api, executionArn, last);
    yield* fresh;
    last = Number(fresh.at(-1)?.id ?? last);
    if (status !== 'RUNNING') return;
    ms = fresh.length > 0 ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, ms * 1.5);
    await pause(ms);
  }
}

async function eventsAfter(api: Api, executionArn: string, after: number): Promise<JsonObject[]> {
  const fresh: JsonObject[] = [];
  let nextToken: Json | undefined;
  do {
    const token: JsonObject = nextToken === undefined ? {} : { nextToken };
    const request = { executionArn, reverseOrder: true, maxResults: PAGE, ...token };
    const page = await api.call('GetExecutionHistory', request);
    const events = eventsIn(page);
    fresh.push(...events.filter(({ id }) => Number(id) > after));
    if (events.some(({ id }) => Number(id) <= after)) break;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return fresh.reverse();
}

function eventsIn({ events }: JsonObject): JsonObject[] {
  return Array.isArray(events) ? events.filter(isObject) : [];
}
