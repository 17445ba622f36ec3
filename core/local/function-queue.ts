/**
 * Lambda's asynchronous invocations on a laptop: a durable queue that delivers at least once. An invocation that was
 * running when the process died is delivered again under its own request id; one that fails is retried twice.
 * Lambda stops loops of functions that call each other; here that is left out, as the step function is exempt anyway.
 */

import type { StatementSync } from 'node:sqlite';
import { Alarm, type LocalClock } from './clock.ts';
import type { Database } from './database.ts';
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

interface Entry {
  row: number;
  call: FunctionCall;
  failures: number;
}

type Row = {
  row: number;
  request_id: string;
  function: string;
  payload: string;
  failures: number;
};

const RETRIES = 2;

const TABLE = `CREATE TABLE IF NOT EXISTS invocation (
  row INTEGER PRIMARY KEY,
  request_id TEXT NOT NULL,
  function TEXT NOT NULL,
  payload TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  due REAL  -- null: handed to the runtime
);
CREATE INDEX IF NOT EXISTS invocation_due ON invocation (due) WHERE due IS NOT NULL;`;

export class FunctionQueue {
  private readonly options: FunctionQueueOptions;
  private readonly alarm: Alarm;
  private readonly insert: StatementSync;
  private readonly remove: StatementSync;
  private readonly postpone: StatementSync;
  private readonly earliest: StatementSync;
  private readonly takeDue: StatementSync;

  constructor(options: FunctionQueueOptions) {
    this.options = options;
    const { database } = options;
    database.define(TABLE);
    this.alarm = new Alarm(options.clock, () => this.deliverDue());
    this.insert = database.prepare(
      'INSERT INTO invocation (request_id, function, payload) VALUES (?, ?, ?)',
    );
    this.remove = database.prepare('DELETE FROM invocation WHERE row = ?');
    this.postpone = database.prepare('UPDATE invocation SET due = ?, failures = ? WHERE row = ?');
    this.earliest = database.prepare('SELECT min(due) AS due FROM invocation');
    this.takeDue = database.prepare('UPDATE invocation SET due = NULL WHERE due <= ? RETURNING *');
  }

  /** Delivers what a former process left behind. */
  start(): void {
    const left = this.options.database.prepare('SELECT * FROM invocation WHERE due IS NULL');
    for (const row of left.all()) void this.deliver(entryOf(row as Row));
    this.rearm();
  }

  stop(): void {
    this.alarm.stop();
  }

  /** Resolves once the invocation is in the file; from then on it is delivered whatever happens. */
  async enqueue(call: FunctionCall): Promise<void> {
    void this.deliver(await this.options.database.commit(() => this.add(call)));
  }

  /** For enqueueing within a transaction of the caller, who hands the entry to {@link deliver} after it. */
  add(call: FunctionCall): Entry {
    const { lastInsertRowid } = this.insert.run(call.requestId, call.functionName, call.payload);
    return { row: Number(lastInsertRowid), call, failures: 0 };
  }

  /** Invokes the function and settles the entry by what comes of it. */
  async deliver(entry: Entry): Promise<void> {
    const result = await this.options.invoke(entry.call);
    if (result.failed) await this.fail(entry, result.payload);
    else await this.options.database.commit(() => this.remove.run(entry.row));
  }

  private async fail(entry: Entry, error: string): Promise<void> {
    const { database, clock, retryDelaySeconds, onExhausted } = this.options;
    const failures = entry.failures + 1;
    if (failures > RETRIES) {
      return database.commit(() => {
        this.remove.run(entry.row);
        onExhausted({ call: entry.call, error, invokeCount: failures });
      });
    }
    const due = clock.now() + failures * retryDelaySeconds * 1000;
    await database.commit(() => this.postpone.run(due, failures, entry.row));
    this.alarm.set(due);
  }

  private async deliverDue(): Promise<void> {
    const now = this.options.clock.now();
    const rows = await this.options.database.commit(() => this.takeDue.all(now));
    for (const row of rows) void this.deliver(entryOf(row as Row));
    this.rearm();
  }

  private rearm(): void {
    const due = this.earliest.get()?.due;
    if (typeof due === 'number') this.alarm.set(due);
  }
}

function entryOf(row: Row): Entry {
  return {
    row: row.row,
    failures: row.failures,
    call: { functionName: row.function, requestId: row.request_id, payload: row.payload },
  };
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
