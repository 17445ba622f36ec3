import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ActivityDoesNotExist,
  CreateActivityCommand,
  DeleteActivityCommand,
  DescribeActivityCommand,
  GetActivityTaskCommand,
  ListActivitiesCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StopExecutionCommand,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { createMachine, ended, expectWholeHistory, historyOf, start, until } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

const HOME = 'arn:aws:states:us-east-1:123456789012';
const ACTIVITY = `${HOME}:activity:review`;

const folder = mkdtempSync(join(tmpdir(), 'treadle-tasks-'));
let treadle: Treadle;
const boot = (port = 0) => startTreadle({ port, flags: ['--data', folder] });

beforeAll(async () => {
  treadle = await boot();
});
afterAll(async () => {
  await treadle.kill();
  rmSync(folder, { recursive: true });
});

const one = (state: JsonObject): JsonObject => ({
  StartAt: 'Only',
  States: { Only: { ...state, End: true } },
});

describe('an activity', () => {
  it('is made, shown, listed and deleted, and its workers may fail', async () => {
    const { sfn } = treadle;
    const { activityArn } = await sfn.send(new CreateActivityCommand({ name: 'inspect' }));
    expect(await sfn.send(new DescribeActivityCommand({ activityArn }))).toMatchObject({
      activityArn,
      name: 'inspect',
    });
    const { activities } = await sfn.send(new ListActivitiesCommand({}));
    expect(activities?.map(({ name }) => name)).toContain('inspect');

    const task = one({ Type: 'Task', Resource: activityArn ?? '' });
    const execution = await start(sfn, await createMachine(sfn, 'inspected', task), {});
    const { taskToken } = await sfn.send(new GetActivityTaskCommand({ activityArn }));
    const failure = { error: 'Cracked', cause: 'at the rim' };
    await sfn.send(new SendTaskFailureCommand({ taskToken, ...failure }));
    expect(await ended(sfn, execution)).toMatchObject({ status: 'FAILED', ...failure });

    await sfn.send(new DeleteActivityCommand({ activityArn }));
    await expect(sfn.send(new DescribeActivityCommand({ activityArn }))).rejects.toThrow(
      ActivityDoesNotExist,
    );
  });

  it('reaches a worker that waits, whose token outlives the server', async () => {
    await treadle.sfn.send(new CreateActivityCommand({ name: 'review' }));
    const machine = await createMachine(
      treadle.sfn,
      'reviewed',
      one({ Type: 'Task', Resource: ACTIVITY, HeartbeatSeconds: 300 }),
    );
    const fetched = treadle.sfn.send(
      new GetActivityTaskCommand({ activityArn: ACTIVITY, workerName: 'early' }),
    );
    const execution = await start(treadle.sfn, machine, { n: 1 });
    const { taskToken, input } = await fetched;
    expect(input).toBe('{"n":1}');

    const { port } = treadle;
    await treadle.kill();
    treadle = await boot(port);
    await treadle.sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
    await treadle.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '"fine"' }));
    const end = await ended(treadle.sfn, execution);
    expect(end).toMatchObject({ status: 'SUCCEEDED', output: '"fine"' });
    await expect(
      treadle.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '"late"' })),
    ).rejects.toBeInstanceOf(TaskTimedOut);
    const events = await historyOf(treadle.sfn, execution);
    expectWholeHistory(events, end);
    expect(events[3]?.activityStartedEventDetails).toEqual({ workerName: 'early' });
  });
});

describe('a nested execution', () => {
  const nest = (machine: string, resource = 'startExecution.sync:2') =>
    one({
      Type: 'Task',
      Resource: `arn:aws:states:::states:${resource}`,
      Parameters: { StateMachineArn: machine, 'Input.$': '$' },
      OutputPath: '$.Output',
    });

  it('gives its output to the Task that waits for it, three levels up', async () => {
    const inner = await createMachine(
      treadle.sfn,
      'inner',
      one({ Type: 'Pass', Result: { deep: true } }),
    );
    const middle = await createMachine(treadle.sfn, 'middle', nest(inner));
    const outer = await createMachine(treadle.sfn, 'outer', nest(middle, 'startExecution.sync'));
    const execution = await start(treadle.sfn, outer, {});
    const end = await ended(treadle.sfn, execution);
    expect(end).toMatchObject({ status: 'SUCCEEDED', output: JSON.stringify('{"deep":true}') });
    expectWholeHistory(await historyOf(treadle.sfn, execution), end);
  });

  it.each(['a/1.0', 'a:b', 'a b'])(
    'is refused under a name that none may have: %s',
    async (name) => {
      const inner = await createMachine(treadle.sfn, 'unnamed', one({ Type: 'Pass' }));
      const outer = await createMachine(
        treadle.sfn,
        'naming',
        one({
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution',
          Parameters: { StateMachineArn: inner, 'Name.$': '$.name' },
        }),
      );
      const end = await ended(treadle.sfn, await start(treadle.sfn, outer, { name }));
      expect(end.error).toBe('StepFunctions.InvalidNameException');
      expect(end.cause).toMatch(
        `Invalid Name: '${name}' (Service: AWSStepFunctions; Status Code: 400`,
      );
    },
  );

  it('is stopped with the execution that waits for it', async () => {
    const slow = await createMachine(treadle.sfn, 'slow', one({ Type: 'Wait', Seconds: 600 }));
    const outer = await createMachine(treadle.sfn, 'impatient', nest(slow));
    const executionArn = await start(treadle.sfn, outer, {});
    const submitted = await until('the Task was submitted', async () =>
      (await historyOf(treadle.sfn, executionArn)).find(({ type }) => type === 'TaskSubmitted'),
    );
    const { output = '' } = submitted.taskSubmittedEventDetails ?? {};
    const { ExecutionArn } = JSON.parse(output) as { ExecutionArn: string };
    await treadle.sfn.send(new StopExecutionCommand({ executionArn }));
    expect((await ended(treadle.sfn, ExecutionArn)).status).toBe('ABORTED');
  });
});
