import { expect, it } from 'vitest';
import type { Event } from '../../core/engine/events.ts';
import type { TaskWait } from '../../core/engine/execution.ts';
import type { HistoryEventType } from '../../core/engine/history-event.ts';
import type { StepRecord } from '../../core/engine/step-record.ts';
import type { Metrics, Ports } from '../../core/ports.ts';
import { type Answered, measureRecord } from '../../core/runtime/measure.ts';
import type { Runtime } from '../../core/runtime/runtime.ts';

/** What is noted of a record, a line each. */
function noted(record: StepRecord, answered?: Answered): string[] {
  const lines: string[] = [];
  const metrics: Metrics = {
    count: (name, number, machine) => lines.push(`${machine} ${name} ${number}`),
    time: (name, ms, machine) => lines.push(`${machine} ${name} ${ms} ms`),
  };
  measureRecord({ ports: { metrics } as Partial<Ports> } as Runtime, record, answered);
  return lines;
}

function recordAt(committedAt: number, types: HistoryEventType[], waiting?: TaskWait): StepRecord {
  return {
    step: 3,
    state: {
      id: 'm:n',
      revision: 'r',
      startedAt: 1000,
      status: 'RUNNING',
      variables: {},
      lastEventId: 9,
      current: { name: 'Call', enteredAt: 1000, input: null, ...(waiting && { waiting }) },
    },
    history: types.map((type) => ({ type })),
    commands: [],
    committedBy: 'd',
    committedAt,
  };
}

it('counts what a record tells, by the names of AWS, and how long an execution took', () => {
  const record: StepRecord = {
    step: 3,
    state: {
      id: 'm:n',
      revision: 'r',
      startedAt: 1000,
      status: 'FAILED',
      variables: {},
      lastEventId: 9,
    },
    history: [
      { type: 'LambdaFunctionFailed' },
      { type: 'TaskTimedOut' },
      { type: 'ActivityScheduled' },
      { type: 'TaskStateExited' },
      { type: 'MapRunFailed' },
      { type: 'ExecutionFailed' },
    ],
    commands: [],
    committedBy: 'd',
    committedAt: 1750,
  };
  expect(noted(record)).toEqual([
    'm LambdaFunctionsFailed 1',
    'm ServiceIntegrationsTimedOut 1',
    'm ActivitiesScheduled 1',
    'm ExecutionsFailed 1',
    'm ExecutionTime 750 ms',
  ]);
});

it('times a call from its intent on', () => {
  const before = recordAt(1_000, ['LambdaFunctionScheduled', 'LambdaFunctionStarted'], {
    for: 'task',
  });
  const reached: Answered = { before: recordAt(900, []), event: { type: 'StateReached' } };
  expect(noted(before, reached)).toEqual([
    'm LambdaFunctionsScheduled 1',
    'm LambdaFunctionsStarted 1',
    'm LambdaFunctionScheduleTime 0 ms',
  ]);
  const after = recordAt(1_250, ['LambdaFunctionSucceeded', 'TaskStateExited']);
  const event: Event = { type: 'TaskSucceeded', output: null };
  expect(noted(after, { before, event })).toEqual([
    'm LambdaFunctionsSucceeded 1',
    'm LambdaFunctionTime 250 ms',
    'm LambdaFunctionRunTime 250 ms',
  ]);
});

it('times a job from its intent on, not from the answer of its call', () => {
  const before = recordAt(1_100, ['TaskSubmitted'], { for: 'task', attempt: 2, since: 1_000 });
  const event: Event = { type: 'TaskFailed', attempt: 2, failure: {} };
  expect(noted(recordAt(5_000, ['TaskFailed']), { before, event })).toEqual([
    'm ServiceIntegrationsFailed 1',
    'm ServiceIntegrationTime 4000 ms',
    'm ServiceIntegrationRunTime 4000 ms',
  ]);
});

it('tells how long a task of an activity waited for its worker, and that its heartbeats ceased', () => {
  const waiting: TaskWait = { for: 'task', attempt: 2, since: 1_000 };
  const scheduled = recordAt(1_000, ['ActivityScheduled'], waiting);
  const taken = recordAt(3_000, ['ActivityStarted'], waiting);
  const started: Event = { type: 'ActivityStarted', attempt: 2 };
  expect(noted(taken, { before: scheduled, event: started })).toEqual([
    'm ActivitiesStarted 1',
    'm ActivityScheduleTime 2000 ms',
  ]);
  const late: Event = { type: 'TaskTimedOut', attempt: 2, heartbeat: true };
  expect(noted(recordAt(8_000, ['ActivityTimedOut']), { before: taken, event: late })).toEqual([
    'm ActivitiesTimedOut 1',
    'm ActivityTime 7000 ms',
    'm ActivityRunTime 5000 ms',
    'm ActivitiesHeartbeatTimedOut 1',
  ]);
});
