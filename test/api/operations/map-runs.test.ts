import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld } from '../api-world.ts';

const STATES = 'arn:aws:states:us-east-1:123456789012';

/** A Map Run over numbers: what is 2 fails, what is 3 waits, and all others go through. */
function machineWith(rest: JsonObject = {}): JsonObject {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Label: 'Part',
        ItemsPath: '$.items',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Judge',
          States: {
            Judge: {
              Type: 'Choice',
              Choices: [
                { Variable: '$', NumericEquals: 2, Next: 'Bad' },
                { Variable: '$', NumericEquals: 3, Next: 'Rest' },
              ],
              Default: 'Good',
            },
            Bad: { Type: 'Fail', Error: 'Two', Cause: 'it is two' },
            Rest: { Type: 'Wait', Seconds: 100, Next: 'Good' },
            Good: { Type: 'Pass', Parameters: { 'n.$': '$', 'id.$': '$$.Execution' }, End: true },
          },
        },
        End: true,
        ...rest,
      },
    },
  };
}

async function start(items: number[], rest?: JsonObject) {
  const world = new ApiWorld();
  const machine = await world.createMachine('m', machineWith(rest));
  const { executionArn } = await world.call('StartExecution', {
    stateMachineArn: machine,
    name: 'run',
    input: JSON.stringify({ items }),
  });
  const arn = String(executionArn);
  const mapRun = async () => {
    const { mapRuns } = await world.call('ListMapRuns', { executionArn: arn });
    const [run] = mapRuns as JsonObject[];
    return run ?? {};
  };
  const children = async (filter: JsonObject = {}) => {
    const { mapRunArn = null } = await mapRun();
    const listed = await world.call('ListExecutions', { mapRunArn, ...filter });
    return listed.executions as JsonObject[];
  };
  const described = async () => {
    const { mapRunArn = null } = await mapRun();
    return world.call('DescribeMapRun', { mapRunArn });
  };
  return { world, arn, mapRun, children, described };
}

const counts = (rest: JsonObject) => ({
  pending: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
  total: 0,
  resultsWritten: 0,
  failuresNotRedrivable: 0,
  pendingRedrive: 0,
  ...rest,
});

describe('a Map Run', () => {
  it('is listed and described, with what its children have come to', async () => {
    const { world, arn, mapRun, described } = await start([1, 2, 4, 5], {
      ToleratedFailureCount: 1,
      MaxConcurrency: 2,
    });
    await world.run();
    const listed = await mapRun();
    expect(listed).toMatchObject({
      executionArn: arn,
      stateMachineArn: `${STATES}:stateMachine:m/Part`,
      startDate: expect.any(Number),
      stopDate: expect.any(Number),
    });
    expect(listed.mapRunArn).toMatch(
      /^arn:aws:states:us-east-1:123456789012:mapRun:m\/Part:[-0-9a-f]{36}$/,
    );
    const tally = counts({ succeeded: 3, failed: 1, total: 4 });
    expect(await described()).toEqual({
      mapRunArn: listed.mapRunArn,
      executionArn: arn,
      status: 'SUCCEEDED',
      startDate: listed.startDate,
      stopDate: listed.stopDate,
      maxConcurrency: 2,
      toleratedFailurePercentage: 0,
      toleratedFailureCount: 1,
      itemCounts: tally,
      executionCounts: tally,
      redriveCount: 0,
    });
  });

  it('counts items where they go in batches', async () => {
    const { world, described } = await start([1, 4, 5, 6, 7], {
      ItemBatcher: { MaxItemsPerBatch: 2 },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'All',
        States: { All: { Type: 'Pass', End: true } },
      },
    });
    await world.run();
    expect(await described()).toMatchObject({
      itemCounts: counts({ succeeded: 5, total: 5 }),
      executionCounts: counts({ succeeded: 3, total: 3 }),
    });
  });

  it('fails, with all that still runs, as soon as more have failed than may', async () => {
    const { world, arn, described, children } = await start([3, 2, 1, 3, 3], { MaxConcurrency: 2 });
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn: arn })).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
    const { status, executionCounts } = await described();
    expect(status).toBe('FAILED');
    const { succeeded, aborted, failed, pending, running } = executionCounts as JsonObject;
    expect({ failed, running }).toEqual({ failed: 1, running: 0 });
    expect(Number(aborted)).toBeGreaterThanOrEqual(1);
    expect(Number(succeeded) + Number(aborted) + Number(pending)).toBe(4);
    expect(await children({ statusFilter: 'RUNNING' })).toEqual([]);
  });

  it.each([
    [{ ToleratedFailureCount: 2 }, 'FAILED'],
    [{ ToleratedFailureCount: 3 }, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 59 }, 'FAILED'],
    [{ ToleratedFailurePercentage: 60 }, 'SUCCEEDED'],
    [{ ToleratedFailureCount: 3, ToleratedFailurePercentage: 40 }, 'FAILED'],
  ])('of five items of which three fail, tolerating %j, has %s', async (tolerance, status) => {
    const { world, described } = await start([2, 1, 2, 4, 2], tolerance);
    await world.run();
    expect((await described()).status).toBe(status);
  });

  it('is changed while it runs: more children at a time, and other failures tolerated', async () => {
    const { world, described, mapRun } = await start([3, 3, 3, 2, 1], { MaxConcurrency: 1 });
    await world.runUntil(world.now);
    const { mapRunArn = null } = await mapRun();
    expect((await described()).executionCounts).toMatchObject({ running: 1, pending: 4 });
    await world.call('UpdateMapRun', {
      mapRunArn,
      maxConcurrency: 3,
      toleratedFailureCount: 1,
      toleratedFailurePercentage: 33.5,
    });
    await world.runUntil(world.now);
    expect(await described()).toMatchObject({
      maxConcurrency: 3,
      toleratedFailureCount: 1,
      toleratedFailurePercentage: 33.5,
      executionCounts: { running: 3, pending: 2 },
    });
    await world.run();
    expect((await described()).status).toBe('SUCCEEDED');
    expect(await world.refusal('UpdateMapRun', { mapRunArn, maxConcurrency: 1 })).toMatch(
      /^ValidationException: Only a Map Run that is RUNNING can be updated/,
    );
  });

  it('is aborted with its execution', async () => {
    const { world, arn, described, children } = await start([3, 3]);
    await world.runUntil(world.now);
    await world.call('StopExecution', { executionArn: arn, error: 'Enough' });
    await world.run();
    expect(await described()).toMatchObject({
      status: 'ABORTED',
      executionCounts: { aborted: 2, running: 0 },
    });
    const { events } = await world.call('GetExecutionHistory', { executionArn: arn });
    expect((events as JsonObject[]).slice(-2).map(({ type }) => type)).toEqual([
      'MapRunAborted',
      'ExecutionAborted',
    ]);
    expect((await children()).map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
  });

  it.each([
    ['DescribeMapRun', 'nonsense', 'InvalidArn'],
    ['DescribeMapRun', `${STATES}:stateMachine:m`, 'InvalidArn'],
    ['DescribeMapRun', `${STATES}:mapRun:m/Part:none`, 'ResourceNotFound'],
    [
      'UpdateMapRun',
      `${STATES}:mapRun:m/Part:00000000-0000-4000-8000-000000000000`,
      'ResourceNotFound',
    ],
    [
      'ListExecutions',
      `${STATES}:mapRun:m/Part:00000000-0000-4000-8000-000000000000`,
      'ResourceNotFound',
    ],
  ])('is refused by %s where the ARN is %s', async (operation, mapRunArn, code) => {
    const { world } = await start([1]);
    expect(await world.refusal(operation, { mapRunArn })).toMatch(new RegExp(`^${code}: `));
  });
});

describe('the child of a Map Run', () => {
  it('is an execution with an ARN, a history and a machine of its own', async () => {
    const { world, arn, children, mapRun } = await start([7, 8]);
    await world.run();
    const [second, first] = await children();
    const { mapRunArn } = await mapRun();
    const name = String(first?.name);
    const executionArn = `${STATES}:execution:m/Part:${name}`;
    expect(first).toEqual({
      executionArn,
      stateMachineArn: `${STATES}:stateMachine:m/Part`,
      mapRunArn,
      name,
      status: 'SUCCEEDED',
      startDate: expect.any(Number),
      stopDate: expect.any(Number),
      itemCount: 1,
      redriveCount: 0,
    });
    expect(second?.name).not.toBe(name);
    const described = await world.call('DescribeExecution', { executionArn });
    expect(described).toMatchObject({
      executionArn,
      stateMachineArn: `${STATES}:stateMachine:m/Part`,
      mapRunArn,
      name,
      status: 'SUCCEEDED',
      input: '7',
      redriveStatus: 'NOT_REDRIVABLE',
    });
    const { n, id } = JSON.parse(String(described.output)) as { n: number; id: JsonObject };
    expect(n).toBe(7);
    expect(id).toMatchObject({ Id: executionArn, Name: name, Input: 7 });
    const { events } = await world.call('GetExecutionHistory', { executionArn });
    expect((events as JsonObject[]).map(({ id, type }) => `${id} ${type}`)).toEqual([
      '1 ExecutionStarted',
      '2 ChoiceStateEntered',
      '3 ChoiceStateExited',
      '4 PassStateEntered',
      '5 PassStateExited',
      '6 ExecutionSucceeded',
    ]);
    const machine = await world.call('DescribeStateMachineForExecution', { executionArn });
    expect(machine).toMatchObject({
      stateMachineArn: `${STATES}:stateMachine:m/Part`,
      name: 'm/Part',
      mapRunArn,
      label: 'Part',
    });
    expect(JSON.parse(String(machine.definition))).toMatchObject({ StartAt: 'Judge' });
    const output = await world.call('DescribeExecution', { executionArn: arn });
    expect(JSON.parse(String(output.output))).toHaveLength(2);
  });

  it('is stopped alone, and the others go on', async () => {
    const { world, arn, children, described } = await start([3, 1]);
    await world.runUntil(world.now);
    const [running] = await children({ statusFilter: 'RUNNING' });
    const executionArn = String(running?.executionArn);
    await world.call('StopExecution', { executionArn, error: 'Mine', cause: 'enough' });
    await world.run();
    expect(await world.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'ABORTED',
      error: 'Mine',
      redriveStatus: 'REDRIVABLE_BY_MAP_RUN',
    });
    expect((await described()).executionCounts).toMatchObject({ aborted: 1, succeeded: 1 });
    expect(await world.call('DescribeExecution', { executionArn: arn })).toMatchObject({
      status: 'SUCCEEDED',
    });
  });

  it('is listed page by page, the last first, by its status', async () => {
    const items = Array.from({ length: 230 }, (_, n) => (n % 10 === 0 ? 2 : 10 + n));
    const { world, mapRun } = await start(items, { ToleratedFailurePercentage: 100 });
    await world.run();
    const { mapRunArn = null } = await mapRun();
    const names: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await world.call('ListExecutions', {
        mapRunArn,
        statusFilter: 'FAILED',
        maxResults: 7,
        ...(nextToken !== undefined && { nextToken }),
      });
      names.push(...(page.executions as JsonObject[]).map(({ name }) => String(name)));
      nextToken = page.nextToken as string | undefined;
    } while (nextToken !== undefined);
    expect(new Set(names).size).toBe(23);
    expect(names).toHaveLength(23);
  });

  it('does not exist before its turn, nor beyond the last, nor inside of one', async () => {
    const { world, children } = await start([3, 1], { MaxConcurrency: 1 });
    await world.runUntil(world.now);
    const listed = await children();
    expect(listed).toHaveLength(1);
    const [first] = listed;
    const arn = String(first?.executionArn);
    const others = [
      arn.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
      `${arn}:1`,
      `${arn}/2.1`,
    ];
    for (const executionArn of others) {
      expect(await world.refusal('DescribeExecution', { executionArn })).toBe(
        `ExecutionDoesNotExist: Execution Does Not Exist: '${executionArn}'`,
      );
    }
  });
});
