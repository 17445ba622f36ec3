import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../core/local/database.ts';
import {
  destinationRecord,
  type ExhaustedInvocation,
  FunctionQueue,
} from '../../core/local/function-queue.ts';
import { HandClock } from './fixtures/hand-clock.ts';
import { fail, neverAnswer, Recorder } from './fixtures/recorder.ts';

const call = { functionName: 'f', requestId: 'r-1', payload: '{"a":1}' };

let folder: string;
let clock: HandClock;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treadle-queue-'));
  clock = new HandClock(1_000_000);
  database = new Database(folder);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

function queueOf(recorder: Recorder, exhausted: ExhaustedInvocation[] = []): FunctionQueue {
  const queue = new FunctionQueue({
    database,
    clock,
    retryDelaySeconds: 60,
    invoke: recorder.invoke,
    onExhausted: (failure) => exhausted.push(failure),
  });
  queue.start();
  return queue;
}

/** Leaves the file as a process does that is killed, and opens it again. */
function restart(): void {
  database.close();
  database = new Database(folder);
}

/** Lets the writes of this turn reach the file. */
const written = () => database.commit(() => {});

describe('the queue of asynchronous invocations', () => {
  it('delivers again, under the same request id, what was running when the process died', async () => {
    await queueOf(new Recorder(neverAnswer)).enqueue(call);
    restart();
    const after = new Recorder();
    queueOf(after);
    expect(await after.until(1)).toEqual([call]);
  });

  it('does not deliver again what has succeeded', async () => {
    const before = new Recorder();
    await queueOf(before).enqueue(call);
    await before.until(1);
    await written();
    restart();
    const after = new Recorder();
    queueOf(after);
    await written();
    expect(after.calls).toEqual([]);
  });

  it('retries a failure twice, after one and two delays, then gives up', async () => {
    const recorder = new Recorder(fail);
    const exhausted: ExhaustedInvocation[] = [];
    await queueOf(recorder, exhausted).enqueue(call);
    await recorder.until(1);
    await written();
    clock.advance(59);
    await written();
    expect(recorder.calls).toHaveLength(1);
    clock.advance(1);
    await recorder.until(2);
    await written();
    clock.advance(120);
    await recorder.until(3);
    await written();
    expect(recorder.calls).toEqual([call, call, call]);
    expect(exhausted).toEqual([
      { call, error: '{"errorType":"Error","errorMessage":"no"}', invokeCount: 3 },
    ]);
  });

  it('remembers a pending retry and its count across a restart', async () => {
    const before = new Recorder(fail);
    await queueOf(before).enqueue(call);
    await before.until(1);
    await written();
    restart();
    const after = new Recorder(fail);
    queueOf(after);
    clock.advance(60);
    await after.until(1);
    await written();
    clock.advance(120);
    expect(await after.until(2)).toHaveLength(2);
  });

  it('words what it gives up as a destination gets it', () => {
    const failure = { call, error: '{"errorType":"Error"}', invokeCount: 3 };
    const record = destinationRecord(failure, 'arn:f', '2026-01-01T00:00:00.000Z');
    expect(JSON.parse(record)).toEqual({
      version: '1.0',
      timestamp: '2026-01-01T00:00:00.000Z',
      requestContext: {
        requestId: 'r-1',
        functionArn: 'arn:f:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { a: 1 },
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        functionError: 'Unhandled',
      },
      responsePayload: { errorType: 'Error' },
    });
  });

  it('says that a folder cannot be made', () => {
    expect(() => new Database('/proc/treadle/data')).toThrow(
      /^The data folder \/proc\/treadle\/data cannot be used: ENOENT/,
    );
  });

  it('keeps a second server off the folder', () => {
    expect(() => new Database(folder)).toThrow(/in use by another treadle server/);
  });
});
