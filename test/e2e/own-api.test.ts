/** Tasks that ask something of Step Functions by `aws-sdk:sfn`: Treadle answers them itself. */

import { CreateStateMachineCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { createMachine, ended, ROLE, start } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

const HOME = 'arn:aws:states:us-east-1:123456789012';
const pass = { StartAt: 'P', States: { P: { Type: 'Pass', Result: { a: 1 }, End: true } } };
let treadle: Treadle;
let machines = 0;

beforeAll(async () => {
  treadle = await startTreadle();
});
afterAll(async () => {
  await treadle.stop();
});

/** How an execution of a machine with one such Task ends. */
async function call(action: string, Parameters: JsonObject, input: Json = {}) {
  const Resource = `arn:aws:states:::aws-sdk:sfn:${action}`;
  const machine = await createMachine(treadle.sfn, `m${++machines}`, {
    StartAt: 'Ask',
    States: { Ask: { Type: 'Task', Resource, Parameters, End: true } },
  });
  const end = await ended(treadle.sfn, await start(treadle.sfn, machine, input));
  return { ...end, output: end.output === undefined ? undefined : JSON.parse(end.output) };
}

describe('a Task that asks Step Functions', () => {
  it('reads, with the names that results have', async () => {
    const machine = await createMachine(treadle.sfn, 'other', pass);
    const execution = await start(treadle.sfn, machine, {}, 'one');
    await ended(treadle.sfn, execution);
    const { output } = await call('describeExecution', { 'ExecutionArn.$': '$' }, execution);
    expect(output).toMatchObject({
      ExecutionArn: execution,
      StartDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      Status: 'SUCCEEDED',
      Output: '{"a":1}',
    });
    const list = await call('listExecutions', { StateMachineArn: machine });
    expect(list.output.Executions).toMatchObject([{ Name: 'one', Status: 'SUCCEEDED' }]);
  });

  it('runs an Express execution and waits for it', async () => {
    const { stateMachineArn } = await treadle.sfn.send(
      new CreateStateMachineCommand({
        name: 'quick',
        type: 'EXPRESS',
        definition: JSON.stringify(pass),
        roleArn: ROLE,
      }),
    );
    const asked = { StateMachineArn: stateMachineArn ?? '', Input: { x: 1 } };
    const { output } = await call('startSyncExecution', asked);
    expect(output).toMatchObject({ Status: 'SUCCEEDED', Output: '{"a":1}', Input: '{"x":1}' });
  });

  it('is refused a token that is none', async () => {
    const { status, error, cause } = await call('sendTaskSuccess', {
      TaskToken: 'none',
      Output: { done: true },
    });
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'Sfn.InvalidTokenException' });
    expect(cause).toMatch(
      /^Invalid Token: 'Invalid token' \(Service: Sfn, Status Code: 400, Request ID: [\w-]+\)$/,
    );
  });

  it('fails by the names of errors that AWS gives', async () => {
    const { error, cause } = await call('stopExecution', {
      ExecutionArn: `${HOME}:execution:other:none`,
    });
    expect(error).toBe('Sfn.ExecutionDoesNotExistException');
    expect(cause).toContain(`Execution Does Not Exist: '${HOME}:execution:other:none'`);
  });
});
