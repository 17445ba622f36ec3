/** What tests do with executions over the SDK: make machines, start, await the end, read and check whole histories. */

import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';

export const ROLE = 'arn:aws:iam::123456789012:role/tests';
const POLL_MS = 25;
const PATIENCE_MS = 60_000;

/** @returns the machine's ARN */
export async function createMachine(
  sfn: SFNClient,
  name: string,
  definition: JsonObject,
): Promise<string> {
  const text = JSON.stringify(definition);
  const { stateMachineArn = '' } = await sfn.send(
    new CreateStateMachineCommand({ name, definition: text, roleArn: ROLE }),
  );
  return stateMachineArn;
}

/** @returns the execution's ARN */
export async function start(
  sfn: SFNClient,
  stateMachineArn: string,
  input: Json,
  name?: string,
): Promise<string> {
  const { executionArn = '' } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input), name }),
  );
  return executionArn;
}

/** Polls until the condition gives something; fails with the description when it does not in time. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline)
      throw new Error(`in ${patienceMs} ms it did not happen that ${what}`);
    await pause(POLL_MS);
  }
}

/** What DescribeExecution says once the execution has ended. */
export function ended(
  sfn: SFNClient,
  executionArn: string,
  patienceMs?: number,
): Promise<DescribeExecutionOutput> {
  return until(
    `${executionArn} ended`,
    async () => {
      const answer = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      return answer.status === 'RUNNING' ? undefined : answer;
    },
    patienceMs,
  );
}

/** Runs a definition under a name of its own and awaits its end. */
export async function run(
  sfn: SFNClient,
  name: string,
  definition: JsonObject,
  input: Json = {},
): Promise<DescribeExecutionOutput> {
  return ended(sfn, await start(sfn, await createMachine(sfn, name, definition), input));
}

/** Every page of a history, in order. */
export async function historyOf(
  sfn: SFNClient,
  executionArn: string,
  maxResults = 1000,
): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults, nextToken }),
    );
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}

const END_OF: Record<string, string> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  ABORTED: 'ExecutionAborted',
  TIMED_OUT: 'ExecutionTimedOut',
};

/** The history has no gap, every event follows from an earlier one, and its end is what DescribeExecution says. */
export function expectWholeHistory(events: HistoryEvent[], end: DescribeExecutionOutput): void {
  const where = end.executionArn;
  expect(
    events.findIndex(({ id }, index) => id !== index + 1),
    `first gap in the ids of ${where}`,
  ).toBe(-1);
  expect(
    events.filter(({ id = 0, previousEventId = 0 }) => previousEventId >= id),
    `events of ${where} that follow from later ones`,
  ).toEqual([]);
  const last = events.at(-1);
  expect(last?.type, `last event of ${where}`).toBe(END_OF[end.status ?? '']);
  expect(last?.executionSucceededEventDetails?.output, where).toBe(end.output);
  const { error, cause } = last?.executionFailedEventDetails ?? {};
  expect({ error, cause }, where).toEqual({ error: end.error, cause: end.cause });
}
