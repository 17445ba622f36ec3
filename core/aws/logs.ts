/** Logs in CloudWatch Logs. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */

import type { LogEntry, Logs } from '../ports.ts';
import { type Client, ServiceRefusal } from './client/client.ts';

/** What one request may hold. */
const MAX_BATCH_BYTES = 1_048_576;
const MAX_BATCH_ENTRIES = 10_000;
const MAX_BATCH_SPAN_MS = 24 * 60 * 60 * 1000;
const ENTRY_OVERHEAD_BYTES = 26;

/** Entries that are older are not taken; a little before the limit of 14 days. */
const OLDEST_MS = 13 * 24 * 60 * 60 * 1000;

/** What Step Functions calls the stream by which it tries a log group out. */
const TRIAL_STREAM = 'log_stream_created_by_aws_to_validate_log_delivery_subscriptions';

/**
 * @param open makes the client, when the first entry is to be written
 * @param now the time, in ms
 * @param warn takes what went wrong: nothing else will tell of it
 */
export function createLogs(
  open: () => Client,
  now: () => number,
  warn: (message: string) => void,
): Logs {
  let client: Client | undefined;
  const send = (operation: string, input: object) => {
    client ??= open();
    return client.send({
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
      },
      body: JSON.stringify(input),
    });
  };
  const createStream = async (logGroupName: string, logStreamName: string) => {
    try {
      await send('CreateLogStream', { logGroupName, logStreamName });
    } catch (error) {
      if (!isRefused(error, 'ResourceAlreadyExistsException')) throw error;
    }
  };
  const put = async (logGroupName: string, logStreamName: string, batch: LogEntry[]) => {
    const logEvents = batch.map(({ at, text }) => ({ timestamp: at, message: text }));
    const input = { logGroupName, logStreamName, logEvents };
    try {
      await send('PutLogEvents', input);
    } catch (error) {
      if (!isRefused(error, 'ResourceNotFoundException')) throw error;
      await createStream(logGroupName, logStreamName);
      await send('PutLogEvents', input);
    }
  };
  return {
    async write(group, stream, entries) {
      try {
        const oldest = now() - OLDEST_MS;
        for (const batch of batchesOf(entries, oldest)) await put(group, stream, batch);
      } catch (error) {
        const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        warn(`${entries.length} events of executions are not in the log group ${group}: ${reason}`);
      }
    },
    async accepts(group) {
      try {
        await createStream(group, TRIAL_STREAM);
        return true;
      } catch (error) {
        if (error instanceof ServiceRefusal && error.status < 500) return false;
        throw error;
      }
    },
  };
}

/** Batches that a request takes each: in the order of time, which clocks of several machines may break. */
function* batchesOf(entries: LogEntry[], oldest: number): Generator<LogEntry[]> {
  let batch: LogEntry[] = [];
  let bytes = 0;
  let last = oldest;
  for (const { at: said, text } of entries) {
    const at = Math.max(last, said);
    const size = Buffer.byteLength(text) + ENTRY_OVERHEAD_BYTES;
    const first = batch[0]?.at ?? at;
    const isFull =
      bytes + size > MAX_BATCH_BYTES ||
      batch.length >= MAX_BATCH_ENTRIES ||
      at - first >= MAX_BATCH_SPAN_MS;
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ at, text });
    bytes += size;
    last = at;
  }
  if (batch.length > 0) yield batch;
}

function isRefused(error: unknown, code: string): boolean {
  return error instanceof ServiceRefusal && error.name === code;
}
