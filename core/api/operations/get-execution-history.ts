/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */

import { cutTo } from '../../engine/event-details.ts';
import { isObject, type Json } from '../../json.ts';
import { type HistoryPosition, readHistory } from '../../runtime/read-history.ts';
import { executionDoesNotExist, invalidToken } from '../errors.ts';
import { findExecution } from '../executions.ts';
import { shownEvent } from '../history-event.ts';
import { requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';
import { issueToken, pageFields, pageSize, readToken } from '../page-token.ts';
import { answer, flag } from '../shape.ts';

/** A Lambda function answers with 6 MB at most, in which a document stands as a text within a text. */
const MAX_PAGE_BYTES = 5_000_000;
/** Of an event that has a page to itself. */
const cutToAnswer = cutTo(6_200_000, 2);

export const getExecutionHistory = defineOperation(
  {
    executionArn: requiredArn(),
    reverseOrder: flag(),
    includeExecutionData: flag(),
    ...pageFields(),
  },
  async (context, input) => {
    const { reverseOrder: reverse = false, includeExecutionData: withData = true } = input;
    const { store } = context.runtime.ports;
    const { id: execution } = await findExecution(context, input.executionArn);
    const request = ['GetExecutionHistory', execution, reverse];
    const from =
      input.nextToken === undefined
        ? undefined
        : positionOf(readToken(context, request, input.nextToken));
    const { events, next } = await readHistory(store, {
      execution,
      reverse,
      limit: pageSize(input.maxResults),
      maxBytes: withData ? MAX_PAGE_BYTES : Number.POSITIVE_INFINITY,
      ...(from && { from }),
    });
    if (events.length === 0 && !(await store.latest(execution))) {
      throw executionDoesNotExist(input.executionArn);
    }
    return answer({
      events: events.map((event) => shownEvent(event, withData, cutToAnswer)),
      nextToken: next && issueToken(context, request, { ...next }),
    });
  },
);

function positionOf(position: Json): HistoryPosition {
  if (!isObject(position)) throw invalidToken();
  const { id, step } = position;
  if (typeof id !== 'number' || typeof step !== 'number') throw invalidToken();
  return { id, step };
}
