/** Status changes as events on the default bus of EventBridge. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */

import type { StatusChanges } from '../ports.ts';
import { type Client, ServiceRefusal } from './client/client.ts';

const DETAIL_TYPE = 'Step Functions Execution Status Change';

/** The parts of the answer that say what became of the one entry. */
interface PutEventsAnswer {
  Entries?: { ErrorCode?: string; ErrorMessage?: string }[];
}

/** What another try does not change. */
const FINAL = new Set(['AccessDeniedException', 'NotAuthorizedForSourceException']);

/**
 * @param open makes the client, when the first change is to be told
 * @param source the source of the events; `aws.` is AWS's own
 * @param warn takes what went wrong for good: no execution stands still over it
 */
export function createStatusChanges(
  open: () => Client,
  source: string,
  warn: (message: string) => void,
): StatusChanges {
  let client: Client | undefined;
  return {
    async announce({ executionArn, at, detail }) {
      client ??= open();
      const entry = {
        Source: source,
        DetailType: DETAIL_TYPE,
        Detail: JSON.stringify(detail),
        Resources: [executionArn],
        Time: at / 1000,
      };
      try {
        const { body } = await client.send({
          path: '/',
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': 'AWSEvents.PutEvents',
          },
          body: JSON.stringify({ Entries: [entry] }),
        });
        const failed = (JSON.parse(body) as PutEventsAnswer).Entries?.[0];
        if (failed?.ErrorCode === undefined) return;
        const reason = `${failed.ErrorCode}: ${failed.ErrorMessage}`;
        if (!FINAL.has(failed.ErrorCode)) throw new Error(reason);
        warn(`nobody was told that ${executionArn} is ${detail.status}: ${reason}`);
      } catch (error) {
        if (!(error instanceof ServiceRefusal) || !FINAL.has(error.name)) throw error;
        warn(`nobody was told that ${executionArn} is ${detail.status}: ${error.message}`);
      }
    },
  };
}
