import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../core/local/database.ts';
import type { FunctionResult } from '../../core/local/function-call.ts';
import { MessageQueues } from '../../core/local/message-queue.ts';
import { HandClock } from './fixtures/hand-clock.ts';
import { fail, Recorder } from './fixtures/recorder.ts';

const home = { partition: 'aws', region: 'us-east-1', account: '123456789012' };

let clock: HandClock;
let database: Database;

beforeEach(() => {
  clock = new HandClock(1_000_000);
  database = new Database(undefined);
});
afterEach(() => database.close());

function queuesOf(recorder: Recorder): MessageQueues {
  const queues = new MessageQueues({
    database,
    clock,
    home,
    retryDelaySeconds: 1,
    invoke: recorder.invoke,
    queues: {
      timer: { consumer: 'step', batchSize: 1, deadLetter: { queue: 'dead', maxReceives: 2 } },
      batch: { consumer: 'many', batchSize: 10 },
      dead: { consumer: 'mourner', batchSize: 10 },
    },
  });
  queues.start();
  return queues;
}

const written = () => database.commit(() => {});
const bodies = (payload: string | undefined): string[] =>
  JSON.parse(payload ?? '{}').Records.map((record: { body: string }) => record.body);

describe('delay queues', () => {
  it('deliver a message when its delay is over, in the shape of an event source mapping', async () => {
    const recorder = new Recorder();
    const { messageId, bodyMd5 } = await queuesOf(recorder).send('timer', {
      body: 'hello',
      delaySeconds: 10,
    });
    clock.advance(9);
    await written();
    expect(recorder.calls).toEqual([]);
    clock.advance(1);
    const [call] = await recorder.until(1);
    expect(call?.functionName).toBe('step');
    expect(JSON.parse(call?.payload ?? '')).toEqual({
      Records: [
        {
          messageId,
          receiptHandle: messageId,
          body: 'hello',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: '1000000',
            SenderId: '123456789012',
            ApproximateFirstReceiveTimestamp: '1010000',
          },
          messageAttributes: {},
          md5OfBody: bodyMd5,
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:timer',
          awsRegion: 'us-east-1',
        },
      ],
    });
  });

  it('deliver again only those of a batch that the function names as failed', async () => {
    const recorder = new Recorder(async (call): Promise<FunctionResult> => {
      const { Records } = JSON.parse(call.payload);
      const bad = Records.filter((record: { body: string }) => record.body === 'bad');
      const batchItemFailures = bad.map((record: { messageId: string }) => ({
        itemIdentifier: record.messageId,
      }));
      return { failed: false, payload: JSON.stringify({ batchItemFailures }) };
    });
    const queues = queuesOf(recorder);
    await Promise.all(
      ['good', 'bad'].map((body) => queues.send('batch', { body, delaySeconds: 5 })),
    );
    clock.advance(5);
    await recorder.until(1);
    await written();
    clock.advance(1);
    const calls = await recorder.until(2);
    expect(calls.map(({ payload }) => bodies(payload))).toEqual([['good', 'bad'], ['bad']]);
  });

  it('hand a message that fails too often to the dead-letter queue', async () => {
    const recorder = new Recorder(fail);
    await queuesOf(recorder).send('timer', { body: 'poison', delaySeconds: 0 });
    clock.advance(0);
    await recorder.until(1);
    await written();
    clock.advance(1);
    await recorder.until(2);
    await written();
    clock.advance(0);
    const calls = await recorder.until(3);
    expect(calls.map(({ functionName }) => functionName)).toEqual(['step', 'step', 'mourner']);
  });

  it('deliver what came due while no process was there as soon as one is', async () => {
    await queuesOf(new Recorder()).send('timer', { body: 'late', delaySeconds: 60 });
    clock = new HandClock(2_000_000);
    const after = new Recorder();
    queuesOf(after);
    clock.advance(0);
    const [call] = await after.until(1);
    expect(bodies(call?.payload)).toEqual(['late']);
  });
});
