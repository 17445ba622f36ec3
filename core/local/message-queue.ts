/**
 * The stand-in for SQS: delay queues whose messages go to functions by an event source mapping, in batches whose
 * failed messages come again later. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */

import { createHash, randomUUID } from 'node:crypto';
import type { StatementSync } from 'node:sqlite';
import type { Home } from '../arn.ts';
import { isObject, type Json, parseJson } from '../json.ts';
import { Alarm, type LocalClock } from './clock.ts';
import type { Database } from './database.ts';
import type { FunctionCall, FunctionResult } from './function-call.ts';

export interface MessageQueuesOptions {
  database: Database;
  clock: LocalClock;
  home: Home;
  /** By name. */
  queues: Record<string, QueueSettings>;
  /** How long a failed message waits; twice as long after every further failure, up to 15 minutes. */
  retryDelaySeconds: number;
  invoke: (call: FunctionCall) => Promise<FunctionResult>;
}

export interface QueueSettings {
  /** The function that the messages go to. */
  consumer: string;
  /** How many messages one invocation gets at most. */
  batchSize: number;
  /** Where a message goes that has failed so often. */
  deadLetter?: { queue: string; maxReceives: number };
}

export interface SentMessage {
  body: string;
  delaySeconds: number;
  /** As sent, JSON text. */
  attributes?: string;
}

export interface SendReceipt {
  messageId: string;
  bodyMd5: string;
}

type Row = {
  row: number;
  message_id: string;
  queue: string;
  body: string;
  attributes: string;
  sent: number;
  receives: number;
  first_received: number;
};

const LONGEST_RETRY_DELAY_MS = 900_000;

const TABLE = `CREATE TABLE IF NOT EXISTS message (
  row INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL,
  queue TEXT NOT NULL,
  body TEXT NOT NULL,
  attributes TEXT NOT NULL,
  sent REAL NOT NULL,
  receives INTEGER NOT NULL DEFAULT 0,
  first_received REAL NOT NULL DEFAULT 0,
  due REAL  -- null: handed to the function
);
CREATE INDEX IF NOT EXISTS message_due ON message (due) WHERE due IS NOT NULL;`;

export class MessageQueues {
  private readonly options: MessageQueuesOptions;
  private readonly alarm: Alarm;
  private readonly insert: StatementSync;
  private readonly remove: StatementSync;
  private readonly postpone: StatementSync;
  private readonly earliest: StatementSync;
  private readonly takeDue: StatementSync;

  constructor(options: MessageQueuesOptions) {
    this.options = options;
    const { database } = options;
    database.define(TABLE);
    this.alarm = new Alarm(options.clock, () => this.deliverDue());
    this.insert = database.prepare(
      'INSERT INTO message (message_id, queue, body, attributes, sent, due) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.remove = database.prepare('DELETE FROM message WHERE row = ?');
    this.postpone = database.prepare('UPDATE message SET due = ? WHERE row = ?');
    this.earliest = database.prepare('SELECT min(due) AS due FROM message');
    this.takeDue = database.prepare(
      `UPDATE message SET due = NULL, receives = receives + 1,
       first_received = CASE receives WHEN 0 THEN ? ELSE first_received END
       WHERE due <= ? RETURNING *`,
    );
  }

  /** Whether there is a queue of that name. */
  has(queue: string): boolean {
    return Object.hasOwn(this.options.queues, queue);
  }

  /** Delivers what is overdue, and what a former process was delivering when it died. */
  start(): void {
    this.options.database.define('UPDATE message SET due = 0 WHERE due IS NULL');
    this.rearm();
  }

  stop(): void {
    this.alarm.stop();
  }

  /** Resolves once the message is in the file. */
  async send(queue: string, message: SentMessage): Promise<SendReceipt> {
    return this.options.database.commit(() => this.add(queue, message));
  }

  /** For sending within a transaction of the caller. */
  add(queue: string, message: SentMessage): SendReceipt {
    const messageId = randomUUID();
    const now = this.options.clock.now();
    const due = now + message.delaySeconds * 1000;
    this.insert.run(messageId, queue, message.body, message.attributes ?? '{}', now, due);
    this.alarm.set(due);
    return { messageId, bodyMd5: md5(message.body) };
  }

  private async deliverDue(): Promise<void> {
    const now = this.options.clock.now();
    const due = await this.options.database.commit(() => this.takeDue.all(now, now));
    const byQueue = Map.groupBy(due as Row[], (row) => row.queue);
    for (const [queue, rows] of byQueue) {
      const settings = this.options.queues[queue];
      if (settings) this.deliverBatches(settings, rows);
    }
    this.rearm();
  }

  private deliverBatches(settings: QueueSettings, rows: Row[]): void {
    for (let i = 0; i < rows.length; i += settings.batchSize) {
      void this.deliver(settings, rows.slice(i, i + settings.batchSize));
    }
  }

  private async deliver(settings: QueueSettings, batch: Row[]): Promise<void> {
    const result = await this.options.invoke({
      functionName: settings.consumer,
      requestId: randomUUID(),
      payload: JSON.stringify({ Records: batch.map((row) => this.recordOf(row)) }),
    });
    const failed = failedMessages(result, batch);
    await this.options.database.commit(() => {
      for (const row of batch) {
        if (failed.has(row.message_id)) this.retry(settings, row);
        else this.remove.run(row.row);
      }
    });
  }

  private retry({ deadLetter }: QueueSettings, row: Row): void {
    if (deadLetter && row.receives >= deadLetter.maxReceives) {
      this.remove.run(row.row);
      this.add(deadLetter.queue, { body: row.body, delaySeconds: 0, attributes: row.attributes });
      return;
    }
    const delay = this.options.retryDelaySeconds * 1000 * 2 ** (row.receives - 1);
    const due = this.options.clock.now() + Math.min(delay, LONGEST_RETRY_DELAY_MS);
    this.postpone.run(due, row.row);
    this.alarm.set(due);
  }

  private recordOf(row: Row): Json {
    const { region, account, partition } = this.options.home;
    return {
      messageId: row.message_id,
      receiptHandle: row.message_id,
      body: row.body,
      attributes: {
        ApproximateReceiveCount: String(row.receives),
        SentTimestamp: String(row.sent),
        SenderId: account,
        ApproximateFirstReceiveTimestamp: String(row.first_received),
      },
      messageAttributes: parseJson(row.attributes),
      md5OfBody: md5(row.body),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:${partition}:sqs:${region}:${account}:${row.queue}`,
      awsRegion: region,
    };
  }

  private rearm(): void {
    const due = this.earliest.get()?.due;
    if (typeof due === 'number') this.alarm.set(due);
  }
}

/** The ids that the function's answer names; all where the function failed or names one that is not of the batch. */
function failedMessages(result: FunctionResult, batch: Row[]): Set<string> {
  const all = new Set(batch.map((row) => row.message_id));
  if (result.failed) return all;
  const answer = parseJson(result.payload);
  const failures = isObject(answer) ? answer.batchItemFailures : undefined;
  if (!Array.isArray(failures)) return new Set();
  const failed = new Set<string>();
  for (const failure of failures) {
    const id = isObject(failure) ? failure.itemIdentifier : undefined;
    if (typeof id !== 'string' || !all.has(id)) return all;
    failed.add(id);
  }
  return failed;
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
