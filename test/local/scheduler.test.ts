import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../core/local/database.ts';
import { FunctionQueue } from '../../core/local/function-queue.ts';
import { type ScheduleRequest, Scheduler } from '../../core/local/scheduler.ts';
import { HandClock } from './fixtures/hand-clock.ts';
import { Recorder } from './fixtures/recorder.ts';

const home = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const request: ScheduleRequest = {
  Name: 'wake',
  GroupName: 'treadle',
  ScheduleExpression: 'at(2026-01-01T00:10:00)',
  ActionAfterCompletion: 'DELETE',
  ClientToken: 'token-1',
  Target: {
    Arn: 'arn:aws:lambda:us-east-1:123456789012:function:treadle-step',
    Input: '{"step":1}',
  },
};

let clock: HandClock;
let database: Database;
let recorder: Recorder;

beforeEach(() => {
  clock = new HandClock(Date.parse('2026-01-01T00:00:00Z'));
  database = new Database(undefined);
  recorder = new Recorder();
});
afterEach(() => database.close());

function scheduler(): Scheduler {
  const functions = new FunctionQueue({
    database,
    clock,
    retryDelaySeconds: 1,
    invoke: recorder.invoke,
    onExhausted: () => {},
  });
  const made = new Scheduler({ database, clock, home, functions });
  made.start();
  return made;
}

const written = () => database.commit(() => {});

describe('the scheduler', () => {
  it('invokes the target at the time and deletes the schedule then', async () => {
    const schedules = scheduler();
    const arn = await schedules.create(request);
    expect(arn).toBe('arn:aws:scheduler:us-east-1:123456789012:schedule/treadle/wake');
    clock.advance(599);
    await written();
    expect(recorder.calls).toEqual([]);
    clock.advance(1);
    const [call] = await recorder.until(1);
    expect(call).toMatchObject({ functionName: 'treadle-step', payload: '{"step":1}' });
    expect(() => schedules.get('treadle', 'wake')).toThrow('Schedule wake does not exist.');
  });

  it('refuses a second schedule of the same name, and takes the same request twice', async () => {
    const schedules = scheduler();
    await schedules.create(request);
    await schedules.create(request);
    await expect(schedules.create({ ...request, ClientToken: 'token-2' })).rejects.toMatchObject({
      status: 409,
      code: 'ConflictException',
    });
  });

  it('does not fire what was deleted', async () => {
    const schedules = scheduler();
    await schedules.create(request);
    await schedules.delete('treadle', 'wake');
    clock.advance(3600);
    await written();
    expect(recorder.calls).toEqual([]);
    await expect(schedules.delete('treadle', 'wake')).rejects.toMatchObject({ status: 404 });
  });

  it('fires what came due while no process was there as soon as one is', async () => {
    await scheduler().create(request);
    clock = new HandClock(Date.parse('2026-01-02T00:00:00Z'));
    scheduler();
    clock.advance(0);
    expect(await recorder.until(1)).toHaveLength(1);
  });

  it('repeats a rate', async () => {
    await scheduler().create({ ...request, ScheduleExpression: 'rate(1 hour)' });
    clock.advance(3600);
    await recorder.until(1);
    await written();
    clock.advance(3600);
    expect(await recorder.until(2)).toHaveLength(2);
  });

  it('refuses an expression that says nothing', async () => {
    const made = scheduler().create({ ...request, ScheduleExpression: 'soon' });
    await expect(made).rejects.toMatchObject({ status: 400, code: 'ValidationException' });
  });
});
