/** Map Runs as the SDK sees them: their children, their counts, changes while they run, and files of results. */

import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  ResourceNotFound,
  StopExecutionCommand,
  UpdateMapRunCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { createMachine, ended, start, until } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

let treadle: Treadle;

beforeAll(async () => {
  treadle = await startTreadle();
});
afterAll(async () => {
  await treadle.stop();
});

/** Over numbers: what is 0 fails, what is above 9 waits for a minute, and all others go through. */
function definitionOf(rest: JsonObject, ExecutionType = 'STANDARD'): JsonObject {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Label: 'Numbers',
        ItemsPath: '$.numbers',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
          StartAt: 'Judge',
          States: {
            Judge: {
              Type: 'Choice',
              Choices: [
                { Variable: '$', NumericEquals: 0, Next: 'Zero' },
                { Variable: '$', NumericGreaterThan: 9, Next: 'Rest' },
              ],
              Default: 'Through',
            },
            Zero: { Type: 'Fail', Error: 'Zero' },
            Rest: { Type: 'Wait', Seconds: 60, Next: 'Through' },
            Through: { Type: 'Pass', End: true },
          },
        },
        End: true,
        ...rest,
      },
    },
  };
}

async function mapRunOf(executionArn: string) {
  const { sfn } = treadle;
  return until('the Map Run is listed', async () => {
    const { mapRuns = [] } = await sfn.send(new ListMapRunsCommand({ executionArn }));
    return mapRuns[0];
  });
}

it.each(['STANDARD', 'EXPRESS'])('runs %s children, and writes what they come to', async (type) => {
  const { sfn } = treadle;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const s3 = new S3Client({
    endpoint: treadle.url,
    region: 'us-east-1',
    credentials,
    forcePathStyle: true,
  });
  const Bucket = `results-${type.toLowerCase()}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  const ResultWriter = {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket, Prefix: 'numbers' },
  };
  const machine = await createMachine(
    sfn,
    `Written-${type}`,
    definitionOf({ ToleratedFailurePercentage: 20, ResultWriter }, type),
  );
  const arn = await start(sfn, machine, { numbers: [1, 2, 0, 3, 4] });
  const { status, output = '' } = await ended(sfn, arn);
  expect(status).toBe('SUCCEEDED');
  const { MapRunArn, ResultWriterDetails } = JSON.parse(output) as {
    MapRunArn: string;
    ResultWriterDetails: { Bucket: string; Key: string };
  };
  const text = async (Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '');
  };
  const manifest = await text(ResultWriterDetails.Key);
  expect(manifest).toMatchObject({ DestinationBucket: Bucket, MapRunArn });
  const [succeeded] = manifest.ResultFiles.SUCCEEDED;
  const results = (await text(succeeded.Key)) as { Output: string }[];
  expect(results.map(({ Output }) => Output)).toEqual(['1', '2', '3', '4']);
  const described = await sfn.send(new DescribeMapRunCommand({ mapRunArn: MapRunArn }));
  expect(described).toMatchObject({
    executionArn: arn,
    status: 'SUCCEEDED',
    toleratedFailurePercentage: 20,
    itemCounts: { succeeded: 4, failed: 1, total: 5, resultsWritten: 5 },
    executionCounts: { succeeded: 4, failed: 1, total: 5, resultsWritten: 5 },
  });
  const { executions = [] } = await sfn.send(
    new ListExecutionsCommand({ mapRunArn: MapRunArn, statusFilter: 'FAILED' }),
  );
  expect(executions).toHaveLength(1);
  const child = await sfn.send(
    new DescribeExecutionCommand({ executionArn: executions[0]?.executionArn }),
  );
  expect(child).toMatchObject({
    status: 'FAILED',
    error: 'Zero',
    input: '0',
    mapRunArn: MapRunArn,
  });
});

it('shows, changes and stops what runs', async () => {
  const { sfn } = treadle;
  const machine = await createMachine(sfn, 'Changed', definitionOf({ MaxConcurrency: 1 }));
  const arn = await start(sfn, machine, { numbers: [10, 11, 12] });
  const { mapRunArn = '', stateMachineArn } = await mapRunOf(arn);
  expect(stateMachineArn).toBe(`${machine}/Numbers`);
  const running = (count: number) =>
    until(`${count} run`, async () => {
      const filter = { mapRunArn, statusFilter: 'RUNNING' } as const;
      const { executions = [] } = await sfn.send(new ListExecutionsCommand(filter));
      return executions.length === count ? executions : undefined;
    });
  const [first] = await running(1);
  await sfn.send(
    new UpdateMapRunCommand({ mapRunArn, maxConcurrency: 3, toleratedFailureCount: 2 }),
  );
  await running(3);
  const executionArn = first?.executionArn;
  const machineOfChild = await sfn.send(
    new DescribeStateMachineForExecutionCommand({ executionArn }),
  );
  expect(machineOfChild).toMatchObject({ mapRunArn, label: 'Numbers' });
  await sfn.send(new StopExecutionCommand({ executionArn, error: 'Alone' }));
  await running(2);
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events.at(-1)).toMatchObject({
    type: 'ExecutionAborted',
    executionAbortedEventDetails: { error: 'Alone' },
  });
  await sfn.send(new StopExecutionCommand({ executionArn: arn }));
  const described = await until('the Map Run has stopped', async () => {
    const found = await sfn.send(new DescribeMapRunCommand({ mapRunArn }));
    return found.executionCounts?.aborted === 3 ? found : undefined;
  });
  expect(described).toMatchObject({
    status: 'ABORTED',
    maxConcurrency: 3,
    toleratedFailureCount: 2,
  });
});

it('redrives a Map Run with those of its children that have not succeeded', async () => {
  const { sfn } = treadle;
  const machine = await createMachine(sfn, 'redriven-map-run', definitionOf({ MaxConcurrency: 1 }));
  const arn = await start(sfn, machine, { numbers: [1, 0] });
  await ended(sfn, arn);
  const { mapRunArn } = await mapRunOf(arn);
  await sfn.send(new RedriveExecutionCommand({ executionArn: arn }));
  expect(await ended(sfn, arn)).toMatchObject({ status: 'FAILED', redriveCount: 1 });
  const described = await sfn.send(new DescribeMapRunCommand({ mapRunArn }));
  expect(described).toMatchObject({
    status: 'FAILED',
    redriveCount: 1,
    redriveDate: expect.any(Date),
    executionCounts: { succeeded: 1, failed: 1, pendingRedrive: 0, total: 2 },
  });
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn: arn }));
  expect(events.find(({ type }) => type === 'MapRunRedriven')).toMatchObject({
    mapRunRedrivenEventDetails: { mapRunArn, redriveCount: 1 },
  });
  const redriven = new ListExecutionsCommand({ mapRunArn, redriveFilter: 'REDRIVEN' });
  expect((await sfn.send(redriven)).executions).toMatchObject([
    { status: 'FAILED', redriveCount: 1, redriveDate: expect.any(Date) },
  ]);
});

it('refuses what is no Map Run by the class of the SDK', async () => {
  const mapRunArn =
    'arn:aws:states:us-east-1:000000000000:mapRun:none/Part:00000000-0000-4000-8000-000000000000';
  await expect(treadle.sfn.send(new DescribeMapRunCommand({ mapRunArn }))).rejects.toThrow(
    ResourceNotFound,
  );
});
