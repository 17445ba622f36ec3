import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  ExecutionNotRedrivable,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { createMachine, ended, historyOf, start } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

let treadle: Treadle;

beforeAll(async () => {
  treadle = await startTreadle();
});

afterAll(() => treadle.stop());

/** Fails until its input is mended, in one of two branches. */
const branches: JsonObject = {
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Kept', States: { Kept: { Type: 'Pass', Result: 'kept', End: true } } },
        {
          StartAt: 'Rest',
          States: {
            Rest: { Type: 'Wait', Seconds: 1, Next: 'Read' },
            Read: { Type: 'Pass', InputPath: '$.missing', End: true },
          },
        },
      ],
      End: true,
    },
  },
};

async function post(path: string, body: Json): Promise<JsonObject> {
  const answer = await fetch(`${treadle.url}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return { status: answer.status, ...((await answer.json()) as JsonObject) };
}

describe('RedriveExecution by the SDK', () => {
  it('goes on with what failed, and shows how often', async () => {
    const { sfn } = treadle;
    const machine = await createMachine(sfn, 'redriven', branches);
    const executionArn = await start(sfn, machine, {});
    expect((await ended(sfn, executionArn)).status).toBe('FAILED');
    const { redriveDate } = await sfn.send(new RedriveExecutionCommand({ executionArn }));
    const again = await ended(sfn, executionArn);
    expect(again).toMatchObject({ status: 'FAILED', redriveCount: 1, redriveDate });
    expect(again.redriveStatus).toBe('REDRIVABLE');
    const types = (await historyOf(sfn, executionArn)).map(({ type }) => type);
    expect(types.filter((type) => type === 'ExecutionRedriven')).toHaveLength(1);
    expect(types.filter((type) => type === 'WaitStateEntered')).toHaveLength(1);
    const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn: machine }));
    expect(executions).toMatchObject([{ status: 'FAILED', redriveCount: 1, redriveDate }]);
  });

  it('refuses what runs and what is not there, by typed errors', async () => {
    const { sfn } = treadle;
    const machine = await createMachine(sfn, 'waits', {
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 60, End: true } },
    });
    const executionArn = await start(sfn, machine, {});
    const redrive = (arn: string) => sfn.send(new RedriveExecutionCommand({ executionArn: arn }));
    await expect(redrive(executionArn)).rejects.toThrow(ExecutionNotRedrivable);
    await expect(redrive(`${executionArn}x`)).rejects.toThrow(ExecutionDoesNotExist);
    await sfn.send(new StopExecutionCommand({ executionArn }));
    await redrive(executionArn);
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(status).toBe('RUNNING');
    await sfn.send(new StopExecutionCommand({ executionArn }));
  });
});

describe('beyond the API of AWS', () => {
  it('redrives by an edited definition, and keeps what had succeeded', async () => {
    const { sfn } = treadle;
    const machine = await createMachine(sfn, 'edited', branches);
    const executionArn = await start(sfn, machine, { a: 1 }, 'run');
    await ended(sfn, executionArn);
    const text = JSON.stringify(branches).replace('$.missing', '$.a');
    expect(await post('/executions/edited:run/redrive', { definition: text })).toMatchObject({
      status: 200,
      executionArn,
    });
    expect(await ended(sfn, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '["kept",1]',
    });
  });

  it('forks a new execution, which the SDK describes like any other', async () => {
    const { sfn } = treadle;
    const machine = await createMachine(sfn, 'forked', branches);
    const executionArn = await start(sfn, machine, {});
    await ended(sfn, executionArn);
    const path = `/executions/${encodeURIComponent(executionArn)}/fork`;
    const fork = await post(path, { eventId: 2, name: 'fork', input: { missing: 'given' } });
    expect(fork).toMatchObject({ status: 201, forkedFrom: { executionArn, state: 'Both' } });
    expect(await ended(sfn, String(fork.executionArn))).toMatchObject({
      status: 'SUCCEEDED',
      name: 'fork',
      input: '{}',
      output: '["kept","given"]',
    });
    expect(await post(path, { eventId: 9999 })).toMatchObject({
      status: 400,
      type: 'urn:treadle:ValidationException',
    });
  });
});
