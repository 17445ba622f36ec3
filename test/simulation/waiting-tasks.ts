/** Machines of one Task that waits for something outside, and the world outside that brings it. */

import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { TaskRequest, TaskResponse } from '../../core/ports.ts';
import { answerTask, beatTask } from '../../core/runtime/answer-task.ts';
import { fetchTask } from '../../core/runtime/fetch-task.ts';
import type { Runtime } from '../../core/runtime/runtime.ts';
import { readTaskToken } from '../../core/runtime/task-token.ts';
import type { World } from './world.ts';

export interface Pattern {
  shows: string;
  machines: Record<string, JsonObject>;
  /** Puts in place what answers the task. */
  prepare(world: World): void;
  output: Json;
  /** What else must be true when nothing is left to do. */
  check?(world: World): Promise<void> | void;
}

const again = { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 5, BackoffRate: 1 };

function machineOf(task: JsonObject): JsonObject {
  const state = { Type: 'Task', Retry: [again], ...task, Next: 'After' };
  return { StartAt: 'Ask', States: { Ask: state, After: { Type: 'Pass', End: true } } };
}

/** The answer of a worker that has a token, under whatever faults. */
async function answer(runtime: Runtime, token: string, output: Json, id: string): Promise<void> {
  const attempt = readTaskToken(runtime.settings.tokenSecret, token);
  if (!attempt) throw new Error('a token that nobody gave out');
  await answerTask(runtime, attempt, { type: 'TaskSucceeded', output }, id);
}

const callback: Pattern = {
  shows: 'a Task that waits for its token, under heartbeats',
  machines: {
    main: machineOf({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: { FunctionName: 'notify', Payload: { 'token.$': '$$.Task.Token' } },
      TimeoutSeconds: 300,
      HeartbeatSeconds: 30,
    }),
  },
  prepare(world) {
    world.workers.byName.notify = (event) => {
      const token = isObject(event) ? String(event.token) : '';
      const attempt = readTaskToken('secret of the simulation', token);
      if (attempt) {
        for (const at of [20_000, 40_000]) {
          world.ask((runtime) => beatTask(runtime, attempt), at);
        }
      }
      world.ask((runtime, id) => answer(runtime, token, 'by token', id), 60_000);
      return {};
    };
  },
  output: 'by token',
};

const activity: Pattern = {
  shows: 'an activity that a worker fetches',
  machines: {
    main: machineOf({
      Resource: 'arn:aws:states:us-east-1:123456789012:activity:review',
      TimeoutSeconds: 100,
      HeartbeatSeconds: 90,
    }),
  },
  prepare(world) {
    void world.activities.create({ name: 'review', createdAt: world.now });
    const work = (polls: number) =>
      world.ask(async (runtime, id) => {
        const request = { activity: 'review', workerName: 'w', deliveryId: id };
        const task = await fetchTask(runtime, request);
        if (task) {
          world.ask((other, answerId) => answer(other, task.token, task.input, answerId), 10_000);
        }
        if (polls > 0) work(polls - 1);
      }, 5_000);
    work(150);
  },
  output: { n: 1 },
};

const nested: Pattern = {
  shows: 'an execution that another waits for',
  machines: {
    main: machineOf({
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: {
        StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:inner',
        'Input.$': '$',
      },
      OutputPath: '$.Output',
    }),
    inner: {
      StartAt: 'Rest',
      States: {
        Rest: { Type: 'Wait', Seconds: 10, Next: 'Done' },
        Done: { Type: 'Pass', Result: 'from inside', End: true },
      },
    },
  },
  prepare() {},
  output: 'from inside',
  async check(world) {
    const { items } = await world.store.heads({ machine: 'inner', limit: 10 });
    const statuses = items.map(({ status }) => status);
    if (statuses.join() !== 'SUCCEEDED') throw new Error(`started ${statuses.join()}`);
  },
};

const job: Pattern = {
  shows: 'a job that is looked at until it ends',
  machines: {
    main: machineOf({
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      Parameters: { QueryString: 'select 1' },
      OutputPath: '$.QueryExecution.QueryExecutionId',
    }),
  },
  prepare(world) {
    const queries = new Map<string, number>();
    world.workers.services.athena ??= ({ action, idempotencyKey }: TaskRequest): TaskResponse => {
      const id = `query of ${idempotencyKey}`;
      if (action === 'startQueryExecution') {
        queries.set(id, queries.get(id) ?? world.now);
        return answered({ QueryExecutionId: id });
      }
      const started = queries.get(id);
      const State = started !== undefined && world.now - started > 9_000 ? 'SUCCEEDED' : 'RUNNING';
      return answered({ QueryExecution: { QueryExecutionId: 'done', Status: { State } } });
    };
  },
  output: 'done',
};

function answered(output: JsonObject): TaskResponse {
  return { type: 'answered', status: 200, headers: {}, output };
}

export const patterns: Pattern[] = [callback, activity, nested, job];
