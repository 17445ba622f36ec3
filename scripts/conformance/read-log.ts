/** Reading the log of a case's executions: it comes a little after their end, in a stream whose name the recording hides. */

import { setTimeout as wait } from 'node:timers/promises';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { CaseServices } from './services/index.ts';
import type { Answer } from './wire.ts';

const PAUSE_MS = 25;

/** In which AWS tries a log group out. */
const TRIAL_STREAM = 'log_stream_created_by_aws_to_validate_log_delivery_subscriptions';

/** All events of a log group once the end of an execution is among them. */
export async function readWholeLog(
  services: CaseServices,
  { logGroupName = '' }: JsonObject,
  signal: AbortSignal,
): Promise<{ answer: Answer; events: JsonObject[] }> {
  for (;;) {
    const { body } = await services.call('logs', 'DescribeLogStreams', { logGroupName });
    const streams = membersOf(body, 'LogStreams').map((stream) => String(stream.LogStreamName));
    const answers = await Promise.all(
      streams
        .filter((logStreamName) => logStreamName !== TRIAL_STREAM)
        .map((logStreamName) =>
          services.call('logs', 'GetLogEvents', {
            logGroupName,
            logStreamName,
            startFromHead: true,
          }),
        ),
    );
    const events = answers.flatMap((answer) => membersOf(answer.body, 'Events'));
    const [answer] = answers;
    if (answer && events.some(endsExecution)) return { answer, events };
    await wait(PAUSE_MS, undefined, { signal });
  }
}

function endsExecution({ Message: message }: JsonObject): boolean {
  return /"type":"Execution(?:Succeeded|Failed|Aborted|TimedOut)"/.test(String(message));
}

function membersOf(body: Json, member: string): JsonObject[] {
  const list = isObject(body) ? body[member] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
