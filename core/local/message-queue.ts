/**
 * The stand-in for SQS: delay queues whose messages go to functions by an event source mapping, in batches whose
 * failed messages come again later. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */

import { createHash, randomUUID } from 'node:crypto';
import type { Home } from '../arn.ts';
import { isObject, type Json, parseJson } from '../json.ts';
import type { LocalClock } from './clock.ts';
import type { Database } from './database.ts';
import { type DueEntry, DueTable } from './due-table.ts';
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

interface Message extends SentMessage {
  id: string;
  queue: string;
  attributes: string;
  /** Ms since 1970. */
  sent: number;
  receives: number;
  firstReceived: number;
}

type Entry = DueEntry<Message>;

const LONGEST_RETRY_DELAY_MS = 900_000;

export class MessageQueues {
  private readonly options: MessageQueuesOptions;
  private readonly table: DueTable<Message>;

  constructor(options: MessageQueuesOptions) {
    this.options = options;
    const { database, clock } = options;
    const onDue = (entries: Entry[]) => this.deliverAll(entries);
    this.table = new DueTable({ database, clock, name: 'message', onDue });
  }

  /** Whether there is a queue of that name. */
  has(queue: string): boolean {
    return Object.hasOwn(this.options.queues, queue);
  }

  /** Delivers what is overdue, and what a former process was delivering when it died. */
  start(): void {
    this.deliverAll(this.table.taken());
    this.table.start();
  }

  stop(): void {
    this.table.stop();
  }

  /** Resolves once the message is in the file. */
  async send(queue: string, message: SentMessage): Promise<SendReceipt> {
    return this.options.database.commit(() => this.add(queue, message));
  }

  /** For sending within a transaction of the caller. */
  add(queue: string, message: SentMessage): SendReceipt {
    const id = randomUUID();
    const sent = this.options.clock.now();
    const { body, delaySeconds, attributes = '{}' } = message;
    const content = { id, queue, body, delaySeconds, attributes, sent };
    this.table.add({ ...content, receives: 0, firstReceived: 0 }, sent + delaySeconds * 1000);
    return { messageId: id, bodyMd5: md5(body) };
  }

  private deliverAll(entries: Entry[]): void {
    const now = this.options.clock.now();
    const received = entries.map(({ row, content }) => {
      const { receives, firstReceived } = content;
      const first = receives === 0 ? now : firstReceived;
      return { row, content: { ...content, receives: receives + 1, firstReceived: first } };
    });
    for (const [queue, all] of Map.groupBy(received, ({ content }) => content.queue)) {
      const settings = this.options.queues[queue];
      if (!settings) continue;
      for (let i = 0; i < all.length; i += settings.batchSize) {
        void this.deliver(settings, all.slice(i, i + settings.batchSize));
      }
    }
  }

  private async deliver(settings: QueueSettings, batch: Entry[]): Promise<void> {
    const result = await this.options.invoke({
      functionName: settings.consumer,
      requestId: randomUUID(),
      payload: JSON.stringify({ Records: batch.map(({ content }) => this.recordOf(content)) }),
    });
    const failed = failedMessages(result, batch);
    await this.options.database.commit(() => {
      for (const entry of batch) {
        if (failed.has(entry.content.id)) this.retry(settings, entry);
        else this.table.remove(entry);
      }
    });
  }

  private retry({ deadLetter }: QueueSettings, entry: Entry): void {
    const { body, attributes, receives } = entry.content;
    if (deadLetter && receives >= deadLetter.maxReceives) {
      this.table.remove(entry);
      this.add(deadLetter.queue, { body, delaySeconds: 0, attributes });
      return;
    }
    const delay = this.options.retryDelaySeconds * 1000 * 2 ** (receives - 1);
    this.table.postpone(entry, this.options.clock.now() + Math.min(delay, LONGEST_RETRY_DELAY_MS));
  }

  private recordOf(message: Message): Json {
    const { region, account, partition } = this.options.home;
    return {
      messageId: message.id,
      receiptHandle: message.id,
      body: message.body,
      attributes: {
        ApproximateReceiveCount: String(message.receives),
        SentTimestamp: String(message.sent),
        SenderId: account,
        ApproximateFirstReceiveTimestamp: String(message.firstReceived),
      },
      messageAttributes: parseJson(message.attributes),
      md5OfBody: md5(message.body),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:${partition}:sqs:${region}:${account}:${message.queue}`,
      awsRegion: region,
    };
  }
}

/** The ids that the function's answer names; all where the function failed or names one that is not of the batch. */
function failedMessages(result: FunctionResult, batch: Entry[]): Set<string> {
  const all = new Set(batch.map(({ content }) => content.id));
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
