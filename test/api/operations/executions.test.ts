import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld, PASS, WAIT } from '../api-world.ts';

const FAIL = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'because' } } };
const ARN = 'arn:aws:states:us-east-1:123456789012:execution:m:run';

async function worldWith(definition: JsonObject): Promise<{ world: ApiWorld; machine: string }> {
  const world = new ApiWorld();
  return { world, machine: await world.createMachine('m', definition) };
}

describe('StartExecution', () => {
  it('makes up a name, and takes {} for a missing input', async () => {
    const { world, machine } = await worldWith(PASS);
    const { executionArn } = await world.call('StartExecution', { stateMachineArn: machine });
    expect(executionArn).toMatch(/^arn:aws:states:us-east-1:123456789012:execution:m:id-\d+$/);
    await world.run();
    expect(
      await world.call('DescribeExecution', { executionArn: String(executionArn) }),
    ).toMatchObject({
      input: '{}',
      output: '{}',
    });
  });

  it('is the same start when name and input come again while it runs', async () => {
    const { world, machine } = await worldWith(WAIT);
    const input = { stateMachineArn: machine, name: 'run', input: '{"a":1,"b":2}' };
    const first = await world.call('StartExecution', input);
    world.now += 1000;
    expect(await world.call('StartExecution', { ...input, input: '{"b": 2, "a": 1}' })).toEqual(
      first,
    );
  });

  it('keeps the trace that it is part of, and hands it on to what its Tasks start', async () => {
    const { world, machine } = await worldWith(WAIT);
    const outer = await world.createMachine('outer', {
      StartAt: 'T',
      States: {
        T: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution',
          Parameters: { StateMachineArn: machine, Name: 'inner' },
          End: true,
        },
      },
    });
    const traceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';
    const { executionArn } = await world.call('StartExecution', {
      stateMachineArn: outer,
      traceHeader,
    });
    await world.run();
    for (const arn of [String(executionArn), ARN.replace('run', 'inner')]) {
      expect(await world.call('DescribeExecution', { executionArn: arn })).toMatchObject({
        status: 'SUCCEEDED',
        traceHeader,
      });
    }
  });

  it.each(['ä', 'a\nb'])('refuses the trace header %j', async (traceHeader) => {
    const { world, machine } = await worldWith(PASS);
    const refusal = await world.refusal('StartExecution', {
      stateMachineArn: machine,
      traceHeader,
    });
    expect(refusal).toContain("Value at 'traceHeader' failed to satisfy constraint");
  });

  it('refuses a name that has another input, or has ended', async () => {
    const { world, machine } = await worldWith(WAIT);
    const input = { stateMachineArn: machine, name: 'run', input: '1' };
    await world.call('StartExecution', input);
    const taken = `ExecutionAlreadyExists: Execution Already Exists: '${ARN}'`;
    expect(await world.refusal('StartExecution', { ...input, input: '2' })).toBe(taken);
    await world.run();
    expect(await world.refusal('StartExecution', input)).toBe(taken);
  });

  it.each([
    [
      'not some json',
      "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    [
      "{'not': 'json'",
      "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
    ],
    ['', 'Invalid execution input.'],
  ])('refuses the input %j', async (input, message) => {
    const { world, machine } = await worldWith(PASS);
    expect(await world.refusal('StartExecution', { stateMachineArn: machine, input })).toBe(
      `InvalidExecutionInput: Invalid State Machine Execution Input: '${message}'`,
    );
  });

  it.each(['2', '"some text"', 'null', '[]'])('takes the input %s', async (input) => {
    const { world, machine } = await worldWith(PASS);
    const started = await world.call('StartExecution', { stateMachineArn: machine, input });
    expect(started.executionArn).toBeTypeOf('string');
  });

  it('refuses an input over the limit', async () => {
    const world = new ApiWorld(100);
    const machine = await world.createMachine();
    const input = JSON.stringify('x'.repeat(99));
    expect(await world.refusal('StartExecution', { stateMachineArn: machine, input })).toMatch(
      /^ValidationException: 1 validation error detected: .*at 'input' failed to satisfy constraint: Member must have length less than or equal to 100$/,
    );
  });
});

describe('DescribeExecution', () => {
  it('shows one that runs', async () => {
    const { world, machine } = await worldWith(WAIT);
    const executionArn = await world.start(machine, { a: 1 });
    expect(await world.call('DescribeExecution', { executionArn })).toEqual({
      executionArn: ARN,
      stateMachineArn: machine,
      name: 'run',
      status: 'RUNNING',
      startDate: 1767225600.25,
      input: '{"a":1}',
      inputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    });
  });

  it('shows one that has succeeded', async () => {
    const { world, machine } = await worldWith(WAIT);
    const executionArn = await world.start(machine);
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: 1767225660.25,
      output: '{}',
      outputDetails: { included: true },
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
  });

  it('shows one that has failed', async () => {
    const { world, machine } = await worldWith(FAIL);
    const executionArn = await world.start(machine);
    await world.run();
    const shown = await world.call('DescribeExecution', { executionArn });
    expect(shown).toMatchObject({
      status: 'FAILED',
      error: 'E',
      cause: 'because',
      redriveStatus: 'REDRIVABLE',
    });
    expect(Object.keys(shown)).not.toContain('output');
    expect(Object.keys(shown)).not.toContain('redriveStatusReason');
  });

  it.each([
    ['invalid', "InvalidArn: Invalid Arn: 'Invalid ARN prefix: invalid'"],
    [
      'arn:aws:states:us-east-1:123456789012:express:m:run:x',
      "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'",
    ],
    [ARN, `ExecutionDoesNotExist: Execution Does Not Exist: '${ARN}'`],
    [`${ARN}/1.0`, `ExecutionDoesNotExist: Execution Does Not Exist: '${ARN}/1.0'`],
  ])('refuses %s', async (executionArn, refusal) => {
    const world = new ApiWorld();
    for (const operation of ['DescribeExecution', 'StopExecution', 'GetExecutionHistory']) {
      expect(await world.refusal(operation, { executionArn })).toBe(refusal);
    }
  });
});

describe('ListExecutions', () => {
  it('lists the newest first, page by page', async () => {
    const { world, machine } = await worldWith(PASS);
    for (const name of ['one', 'two', 'three']) {
      await world.start(machine, {}, name);
      world.now += 1000;
    }
    const query = { stateMachineArn: machine, maxResults: 2 };
    const first = await world.call('ListExecutions', query);
    expect(first.executions).toMatchObject([{ name: 'three' }, { name: 'two' }]);
    const nextToken = String(first.nextToken);
    const second = await world.call('ListExecutions', { ...query, nextToken });
    expect(second).toEqual({
      executions: [
        {
          executionArn: ARN.replace('run', 'one'),
          stateMachineArn: machine,
          name: 'one',
          status: 'RUNNING',
          startDate: 1767225600.25,
          redriveCount: 0,
        },
      ],
    });
    const other = { ...query, statusFilter: 'RUNNING', nextToken };
    expect(await world.refusal('ListExecutions', other)).toMatch(/^InvalidToken/);
  });

  it('filters by status', async () => {
    const { world, machine } = await worldWith(WAIT);
    await world.start(machine, {}, 'done');
    await world.run();
    await world.start(machine, {}, 'open');
    const list = (statusFilter: string) =>
      world.call('ListExecutions', { stateMachineArn: machine, statusFilter });
    expect((await list('RUNNING')).executions).toMatchObject([{ name: 'open' }]);
    expect((await list('SUCCEEDED')).executions).toMatchObject([
      { name: 'done', stopDate: 1767225660.25 },
    ]);
    expect(await list('PENDING_REDRIVE')).toEqual({ executions: [] });
  });

  it('refuses a machine that does not exist', async () => {
    const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:none';
    expect(await new ApiWorld().refusal('ListExecutions', { stateMachineArn })).toBe(
      `StateMachineDoesNotExist: State Machine Does Not Exist: '${stateMachineArn}'`,
    );
  });
});

describe('StopExecution', () => {
  it('ends an execution with the given error, and says again when that was', async () => {
    const { world, machine } = await worldWith(WAIT);
    const executionArn = await world.start(machine);
    const stopped = await world.call('StopExecution', { executionArn, error: 'E', cause: 'c' });
    expect(stopped).toEqual({ stopDate: 1767225600.25 });
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'ABORTED',
      error: 'E',
      cause: 'c',
      redriveStatus: 'REDRIVABLE',
    });
    world.now += 1000;
    expect(await world.call('StopExecution', { executionArn })).toEqual(stopped);
  });
});
