import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  InvalidArn,
  InvalidDefinition,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StateMachineTypeNotSupported,
  TestStateCommand,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { createMachine, ended, ROLE, start, until } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function';

let treadle: Treadle;
/** As users have it who do not want the host prefix `sync-`. */
let sfn: SFNClient;

beforeAll(async () => {
  const functions = resolve(import.meta.dirname, 'functions');
  treadle = await startTreadle({ flags: ['--memory', '--functions', functions] });
  sfn = new SFNClient({
    endpoint: treadle.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    disableHostPrefix: true,
  });
});

afterAll(async () => {
  sfn.destroy();
  await treadle.stop();
});

async function express(name: string, definition: JsonObject): Promise<string> {
  const text = JSON.stringify(definition);
  const { stateMachineArn = '' } = await sfn.send(
    new CreateStateMachineCommand({ name, definition: text, roleArn: ROLE, type: 'EXPRESS' }),
  );
  return stateMachineArn;
}

const linesOf = async (file: string) =>
  (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);

describe('an Express execution', () => {
  it('that somebody waits for answers with its output', async () => {
    const stateMachineArn = await express('doubles', {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          MaxConcurrency: 2,
          ItemProcessor: {
            StartAt: 'Double',
            States: {
              Double: { Type: 'Task', Resource: `${FUNCTION}:twice`, Next: 'Rest' },
              Rest: { Type: 'Wait', Seconds: 0, End: true },
            },
          },
          End: true,
        },
      },
    });
    const input = JSON.stringify([{ n: 1 }, { n: 2 }, { n: 3 }]);
    const answer = await sfn.send(new StartSyncExecutionCommand({ stateMachineArn, input }));
    expect(answer).toMatchObject({
      status: 'SUCCEEDED',
      stateMachineArn,
      billingDetails: { billedMemoryUsedInMB: 64 },
    });
    expect(JSON.parse(answer.output ?? '')).toEqual([{ n: 2 }, { n: 4 }, { n: 6 }]);
    expect(answer.stopDate?.getTime()).toBeGreaterThanOrEqual(answer.startDate?.getTime() ?? 0);
  });

  it('that fails is an answer, and no error', async () => {
    const stateMachineArn = await express('fails', {
      StartAt: 'Try',
      States: { Try: { Type: 'Task', Resource: `${FUNCTION}:broken`, End: true } },
    });
    const answer = await sfn.send(new StartSyncExecutionCommand({ stateMachineArn }));
    expect(answer).toMatchObject({ status: 'FAILED', error: expect.any(String) });
    expect(answer.output).toBeUndefined();
  });

  it('that nobody waits for runs all the same, by a start of its own or of a task', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'treadle-')), 'ledger');
    const line = { Type: 'Task', Resource: `${FUNCTION}:ledger`, End: true };
    const stateMachineArn = await express('writes', { StartAt: 'Write', States: { Write: line } });
    const request = { stateMachineArn, name: 'same' };
    const input = (text: string) => JSON.stringify({ file, line: text });
    const first = await sfn.send(new StartExecutionCommand({ ...request, input: input('one') }));
    const second = await sfn.send(new StartExecutionCommand({ ...request, input: input('two') }));
    expect(first.executionArn).toContain(':express:writes:same:');
    expect(second.executionArn).not.toBe(first.executionArn);
    const parent = await createMachine(sfn, 'parent', {
      StartAt: 'Start',
      States: {
        Start: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution',
          Parameters: { StateMachineArn: stateMachineArn, 'Input.$': '$' },
          End: true,
        },
      },
    });
    const end = await ended(sfn, await start(sfn, parent, { file, line: 'three' }));
    expect(end.output).toContain(':express:writes:');
    await until('all three are written', async () => {
      const lines = await linesOf(file);
      return lines.length >= 3 ? lines : undefined;
    });
    expect((await linesOf(file)).sort()).toEqual(['one', 'three', 'two']);
    const describe = new DescribeExecutionCommand({ executionArn: first.executionArn });
    await expect(sfn.send(describe)).rejects.toBeInstanceOf(InvalidArn);
  });

  it('is none of a Standard machine', async () => {
    const pass = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
    const stateMachineArn = await createMachine(sfn, 'standard', pass);
    const answer = sfn.send(new StartSyncExecutionCommand({ stateMachineArn }));
    await expect(answer).rejects.toBeInstanceOf(StateMachineTypeNotSupported);
  });
});

describe('a test of a state', () => {
  it('calls its function', async () => {
    const answer = await sfn.send(
      new TestStateCommand({
        definition: JSON.stringify({
          Type: 'Task',
          Resource: `${FUNCTION}:twice`,
          ResultPath: '$.double',
          Next: 'After',
        }),
        roleArn: ROLE,
        input: '{"n": 4}',
        inspectionLevel: 'TRACE',
      }),
    );
    expect(answer).toMatchObject({ status: 'SUCCEEDED', nextState: 'After' });
    expect(answer.inspectionData).toMatchObject({ input: '{"n": 4}', afterInputPath: '{"n": 4}' });
    expect(JSON.parse(answer.output ?? '')).toEqual({ n: 4, double: { n: 8 } });
  });

  it('holds its mock to what the service answers', async () => {
    const test = (result: object) =>
      sfn.send(
        new TestStateCommand({
          definition: JSON.stringify({
            Type: 'Task',
            Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
            End: true,
          }),
          mock: { result: JSON.stringify(result) },
        }),
      );
    expect(await test({ ContentLength: 5 })).toMatchObject({ output: '{"ContentLength":5}' });
    await expect(test({ ContentLength: '5' })).rejects.toBeInstanceOf(ValidationException);
  });

  it('refuses a definition that is none', async () => {
    const answer = sfn.send(new TestStateCommand({ definition: '{"Type": "Nap"}' }));
    await expect(answer).rejects.toBeInstanceOf(InvalidDefinition);
  });
});
