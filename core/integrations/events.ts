/** EventBridge: puts events on a bus. https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html */

import { isObject, type Json, type JsonObject, textOf } from '../json.ts';
import type { Integration, Origin } from './integration.ts';
import { type Java1Service, optimized } from './optimized.ts';

const eventbridge: Java1Service = {
  service: 'eventbridge',
  errorPrefix: 'EventBridge',
  baseException: 'AmazonEventBridgeException',
  inCauses: 'AmazonEventBridge',
};

const put = optimized(eventbridge, {
  action: 'putEvents',
  required: ['Entries'],
  parameters: (args, origin) =>
    Array.isArray(args.Entries)
      ? { ...args, Entries: args.Entries.map((entry) => signed(entry, origin)) }
      : args,
  // The one result to which AWS adds no metadata.
  result: ({ output }) => output,
});

/** The task fails as soon as one entry does. */
export const putEvents: Integration = {
  ...put,
  outcome(answer) {
    const outcome = put.outcome(answer);
    if (answer.type === 'refused' || !answer.output.FailedEntryCount) return outcome;
    const failure = {
      error: `${eventbridge.errorPrefix}.FailedEntry`,
      cause: textOf(answer.output),
    };
    return { type: 'TaskFailed', failure };
  },
};

/** Every event says which machine and execution it comes from. */
function signed(entry: Json, { stateMachineArn, executionArn }: Origin): Json {
  if (!isObject(entry)) return entry;
  const given = Array.isArray(entry.Resources) ? entry.Resources : [];
  const signedEntry: JsonObject = {
    ...entry,
    Resources: [...given, stateMachineArn, executionArn],
  };
  return signedEntry;
}
