/** Express machines by the API: started to wait for, or to run by themselves; in no store. */

import { expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld, PASS, ROLE, WAIT } from '../api-world.ts';

async function expressMachine(world: ApiWorld, definition: JsonObject = PASS): Promise<string> {
  const made = await world.call('CreateStateMachine', {
    name: 'x',
    type: 'EXPRESS',
    definition: JSON.stringify(definition),
    roleArn: ROLE,
  });
  return String(made.stateMachineArn);
}

it('answers with the end of the execution', async () => {
  const world = new ApiWorld();
  const stateMachineArn = await expressMachine(world, WAIT);
  const input = '{"a": 1}';
  const answer = await world.call('StartSyncExecution', { stateMachineArn, name: 'n', input });
  expect(answer).toEqual({
    executionArn: expect.stringMatching(/:express:x:n:[\w-]+$/),
    stateMachineArn,
    name: 'n',
    status: 'SUCCEEDED',
    startDate: world.now / 1000 - 60,
    stopDate: world.now / 1000,
    input,
    inputDetails: { included: true },
    output: input,
    outputDetails: { included: true },
    billingDetails: { billedDurationInMilliseconds: 60_000, billedMemoryUsedInMB: 64 },
  });
});

it('answers with a failure as well', async () => {
  const world = new ApiWorld();
  const stateMachineArn = await expressMachine(world, {
    StartAt: 'F',
    States: { F: { Type: 'Fail', Error: 'E', Cause: 'c' } },
  });
  const answer = await world.call('StartSyncExecution', { stateMachineArn });
  expect(answer).toMatchObject({ status: 'FAILED', error: 'E', cause: 'c' });
  expect(answer).not.toHaveProperty('output');
});

it('leaves the data out where it is told to', async () => {
  const world = new ApiWorld();
  const stateMachineArn = await expressMachine(world);
  const request = { stateMachineArn, includedData: 'METADATA_ONLY', traceHeader: 'Root=1' };
  const answer = await world.call('StartSyncExecution', request);
  expect(answer).toMatchObject({ status: 'SUCCEEDED', traceHeader: 'Root=1' });
  expect(answer).not.toHaveProperty('input');
  expect(answer).not.toHaveProperty('output');
});

it('waits for Express executions only', async () => {
  const world = new ApiWorld();
  const stateMachineArn = await world.createMachine();
  expect(await world.refusal('StartSyncExecution', { stateMachineArn })).toBe(
    'StateMachineTypeNotSupported: This operation is not supported by this type of state machine',
  );
});

it('starts nothing of a machine that is being deleted', async () => {
  const world = new ApiWorld();
  const stateMachineArn = await expressMachine(world);
  await world.context.runtime.ports.machines.markDeleting('x');
  for (const operation of ['StartSyncExecution', 'StartExecution']) {
    expect(await world.refusal(operation, { stateMachineArn })).toBe(
      `StateMachineDeleting: State Machine is being deleted: '${stateMachineArn}'`,
    );
  }
  expect(world.expressStarts).toEqual([]);
  await world.call('DeleteStateMachine', { stateMachineArn });
  expect(await expressMachine(world)).toBe(stateMachineArn);
});

it('hands an execution over to run by itself, each time that it is asked', async () => {
  const world = new ApiWorld();
  const stateMachineArn = await expressMachine(world);
  const [first, second] = [
    await world.start(stateMachineArn, { a: 1 }, 'n'),
    await world.start(stateMachineArn, { a: 1 }, 'n'),
  ];
  expect(first).toMatch(/:express:x:n:[\w-]+$/);
  expect(second).not.toBe(first);
  expect(world.expressStarts.map(({ machine, name, input }) => ({ machine, name, input }))).toEqual(
    Array(2).fill({ machine: 'x', name: 'n', input: '{"a":1}' }),
  );
  expect(world.expressStarts.map(({ run }) => run)).toEqual(
    [first, second].map((arn) => arn.split(':').at(-1)),
  );
});

it('takes no more input than it can hand over', async () => {
  const world = new ApiWorld();
  const stateMachineArn = await expressMachine(world);
  const input = JSON.stringify('x'.repeat(262_144));
  expect(await world.refusal('StartExecution', { stateMachineArn, input })).toContain(
    "at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144",
  );
});

it('keeps nothing of an execution', async () => {
  const world = new ApiWorld();
  const stateMachineArn = await expressMachine(world);
  const executionArn = await world.start(stateMachineArn);
  const refused = "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'";
  for (const operation of ['DescribeExecution', 'StopExecution', 'GetExecutionHistory']) {
    expect(await world.refusal(operation, { executionArn }), operation).toBe(refused);
  }
  expect(await world.refusal('ListExecutions', { stateMachineArn })).toMatch(
    /^StateMachineTypeNotSupported/,
  );
});
