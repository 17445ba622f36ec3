/** Events from any place of a history on: what pages of GetExecutionHistory cannot do, and what whoever watches needs. */

import { cutTo } from '../../engine/event-details.ts';
import { findEvent, logEndOf } from '../../runtime/find-event.ts';
import { readHistory } from '../../runtime/read-history.ts';
import { executionDoesNotExist } from '../errors.ts';
import { findExecution } from '../executions.ts';
import { shownEvent } from '../history-event.ts';
import { requiredArn } from '../names.ts';
import { defineOperation } from '../operation.ts';
import { pageSize } from '../page-token.ts';
import { answer, flag, integer } from '../shape.ts';

/** As in GetExecutionHistory. */
const MAX_PAGE_BYTES = 4_000_000;
const cutToAnswer = cutTo(MAX_PAGE_BYTES, 2);

/**
 * `after` is the id of the last event that is known, 0 for none. The answer has the events behind it in their order,
 * whether there are `more`, and `lastEventId`: how many events there are, not counting those of children at work.
 */
export const getExecutionEvents = defineOperation(
  {
    executionArn: requiredArn(),
    after: integer({ min: 0 }),
    maxResults: integer({ min: 0, max: 1000 }),
    includeExecutionData: flag(),
  },
  async (context, { executionArn, after = 0, maxResults, includeExecutionData = true }) => {
    const { store } = context.runtime.ports;
    const { id: execution } = await findExecution(context, executionArn);
    const end = await logEndOf(store, execution);
    if (!end) throw executionDoesNotExist(executionArn);
    if (after >= end.lastEventId && !end.open) {
      return answer({ events: [], more: false, lastEventId: end.lastEventId });
    }
    const { events, next } = await readHistory(store, {
      execution,
      reverse: false,
      from: await findEvent(store, execution, after + 1),
      limit: pageSize(maxResults),
      maxBytes: includeExecutionData ? MAX_PAGE_BYTES : Number.POSITIVE_INFINITY,
    });
    return answer({
      events: events.map((event) => shownEvent(event, includeExecutionData, cutToAnswer)),
      more: next !== undefined,
      lastEventId: Math.max(end.lastEventId, events.at(-1)?.id ?? 0),
    });
  },
);
