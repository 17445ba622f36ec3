/**
 * Lambda's asynchronous invocations on a laptop: a durable queue that delivers at least once. An invocation that was
 * running when the process died is delivered again under its own request id; one that fails is retried twice.
 * Lambda stops loops of functions that call each other; here that is left out, as the step function is exempt anyway.
 */

import type { LocalClock } from './clock.ts';
import type { Database } from './database.ts';
import { type DueEntry, DueTable } from './due-table.ts';
import type { FunctionCall, FunctionResult } from './function-call.ts';

export interface FunctionQueueOptions {
  database: Database;
  clock: LocalClock;
  /** How long the first retry waits; the second waits twice as long. Lambda: 60. */
  retryDelaySeconds: number;
  invoke: (call: FunctionCall) => Promise<FunctionResult>;
  /** Called in the transaction that gives an invocation up. */
  onExhausted: (failure: ExhaustedInvocation) => void;
}

/** An invocation that has failed as often as it may. */
export interface ExhaustedInvocation {
  call: FunctionCall;
  /** The last error, JSON text. */
  error: string;
  invokeCount: number;
}

interface Invocation {
  call: FunctionCall;
  failures: number;
}

type Entry = DueEntry<Invocation>;

const RETRIES = 2;

export class FunctionQueue {
  private readonly options: FunctionQueueOptions;
  private readonly table: DueTable<Invocation>;

  constructor(options: FunctionQueueOptions) {
    this.options = options;
    const { database, clock } = options;
    const onDue = (entries: Entry[]) => this.deliverAll(entries);
    this.table = new DueTable({ database, clock, name: 'invocation', onDue });
  }

  /** Delivers what a former process left behind. */
  start(): void {
    this.deliverAll(this.table.taken());
    this.table.start();
  }

  stop(): void {
    this.table.stop();
  }

  /** Resolves once the invocation is in the file; from then on it is delivered whatever happens. */
  async enqueue(call: FunctionCall): Promise<void> {
    void this.deliver(await this.options.database.commit(() => this.add(call)));
  }

  /** For enqueueing within a transaction of the caller, who hands the entry to {@link deliver} after it. */
  add(call: FunctionCall): Entry {
    return this.table.add({ call, failures: 0 });
  }

  /** Invokes the function and settles the entry by what comes of it. */
  async deliver(entry: Entry): Promise<void> {
    const result = await this.options.invoke(entry.content.call);
    if (result.failed) await this.fail(entry, result.payload);
    else await this.options.database.commit(() => this.table.remove(entry));
  }

  private deliverAll(entries: Entry[]): void {
    for (const entry of entries) void this.deliver(entry);
  }

  private fail({ row, content }: Entry, error: string): Promise<void> {
    const { database, clock, retryDelaySeconds, onExhausted } = this.options;
    const { call } = content;
    const failures = content.failures + 1;
    const entry = { row, content: { call, failures } };
    return database.commit(() => {
      if (failures <= RETRIES) {
        this.table.postpone(entry, clock.now() + failures * retryDelaySeconds * 1000);
        return;
      }
      this.table.remove(entry);
      onExhausted({ call, error, invokeCount: failures });
    });
  }
}

/** The record that a failure destination gets. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function destinationRecord(
  failure: ExhaustedInvocation,
  arn: string,
  timestamp: string,
): string {
  const head = JSON.stringify({
    version: '1.0',
    timestamp,
    requestContext: {
      requestId: failure.call.requestId,
      functionArn: `${arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: failure.invokeCount,
    },
  });
  const context = '{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"}';
  return `${head.slice(0, -1)},"requestPayload":${failure.call.payload},"responseContext":${context},"responsePayload":${failure.error}}`;
}
