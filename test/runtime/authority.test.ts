import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import type { TaskRequest, TaskResponse } from '../../core/ports.ts';
import { ApiWorld, ROLE } from '../api/api-world.ts';

const TASK_ROLE = 'arn:aws:iam::210987654321:role/task';

function glue(rest: JsonObject = {}): JsonObject {
  const Resource = 'arn:aws:states:::glue:startJobRun.sync';
  const Parameters = { JobName: 'j' };
  return {
    StartAt: 'Job',
    States: { Job: { Type: 'Task', Resource, Parameters, ...rest, End: true } },
  };
}

/** A world whose services answer as told, and the requests that they were sent. */
function worldOf(answers: Record<string, TaskResponse>) {
  const world = new ApiWorld();
  const requests: TaskRequest[] = [];
  world.context.runtime.ports.tasks.call = async (request) => {
    requests.push(request);
    return answers[request.action] ?? answered({});
  };
  return { world, requests };
}

function answered(output: JsonObject): TaskResponse {
  return { type: 'answered', status: 200, headers: {}, output };
}

describe("a Task's calls", () => {
  it('name the role of the machine and that of the Task, also those about its job', async () => {
    const { world, requests } = worldOf({
      startJobRun: answered({ JobRunId: 'run' }),
      getJobRun: answered({ JobRun: { Id: 'run', JobRunState: 'SUCCEEDED' } }),
    });
    const machine = await world.createMachine('m', glue({ Credentials: { RoleArn: TASK_ROLE } }));
    await world.start(machine);
    await world.run();
    const authority = { machine: 'm', machineRole: ROLE, taskRole: TASK_ROLE };
    expect(requests.map((request) => [request.action, request.authority])).toEqual([
      ['startJobRun', authority],
      ['getJobRun', authority],
    ]);
  });

  it('end a job under the role that began it', async () => {
    const { world, requests } = worldOf({ startJobRun: answered({ JobRunId: 'run' }) });
    const fields = { Credentials: { RoleArn: TASK_ROLE }, TimeoutSeconds: 1 };
    const machine = await world.createMachine('m', glue(fields));
    await world.start(machine);
    await world.run();
    const cancel = requests.find(({ action }) => action === 'batchStopJobRun');
    expect(cancel?.authority).toMatchObject({ taskRole: TASK_ROLE });
  });

  it('fail by States.Permissions where the role may not be assumed', async () => {
    const { world } = worldOf({ startJobRun: { type: 'forbidden', reason: 'not authorized' } });
    const machine = await world.createMachine('m', {
      StartAt: 'Job',
      States: {
        Job: {
          Type: 'Task',
          Resource: 'arn:aws:states:::glue:startJobRun.sync',
          Credentials: { RoleArn: TASK_ROLE },
          Catch: [{ ErrorEquals: ['States.Permissions'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Pass', End: true },
      },
    });
    const executionArn = await world.start(machine);
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"Error":"States.Permissions","Cause":"not authorized"}',
    });
  });
});
