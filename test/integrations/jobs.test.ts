import { describe, expect, it } from 'vitest';
import { integrationOf } from '../../core/integrations/index.ts';
import { jobTypeOf, jobTypes } from '../../core/integrations/jobs/index.ts';
import type { JsonObject } from '../../core/json.ts';

/** One job of each kind: what starts it, and how it is described while it runs, when it has ended well, and when not. */
const jobs: Record<
  string,
  { args?: JsonObject; result: JsonObject; describe: JsonObject; of(state: string): JsonObject } & {
    states: [running: string, succeeded: string, failed: string];
  }
> = {
  'athena:startQueryExecution': {
    result: { QueryExecutionId: 'q' },
    describe: { QueryExecutionId: 'q' },
    of: (State) => ({ QueryExecution: { Status: { State } } }),
    states: ['QUEUED', 'SUCCEEDED', 'CANCELLED'],
  },
  'batch:submitJob': {
    result: { JobId: 'j', JobName: 'n' },
    describe: { Jobs: ['j'] },
    of: (Status) => ({ Jobs: [{ JobId: 'j', Status }] }),
    states: ['RUNNABLE', 'SUCCEEDED', 'FAILED'],
  },
  'bedrock:createModelCustomizationJob': {
    result: { JobArn: 'a' },
    describe: { JobIdentifier: 'a' },
    of: (Status) => ({ Status }),
    states: ['InProgress', 'Completed', 'Stopped'],
  },
  'codebuild:startBuild': {
    result: { Build: { Id: 'p:1' } },
    describe: { Ids: ['p:1'] },
    of: (BuildStatus) => ({ Builds: [{ Id: 'p:1', BuildStatus }] }),
    states: ['IN_PROGRESS', 'SUCCEEDED', 'FAULT'],
  },
  ...Object.fromEntries(
    ['retryBuildBatch', 'startBuildBatch'].map((action) => [
      `codebuild:${action}`,
      {
        result: { BuildBatch: { Id: 'p:1' } },
        describe: { Ids: ['p:1'] },
        of: (BuildBatchStatus: string) => ({ BuildBatches: [{ Id: 'p:1', BuildBatchStatus }] }),
        states: ['IN_PROGRESS', 'SUCCEEDED', 'STOPPED'] as [string, string, string],
      },
    ]),
  ),
  ...Object.fromEntries(
    [
      ['Cluster', ['Name']] as const,
      ['FargateProfile', ['ClusterName', 'FargateProfileName']] as const,
      ['Nodegroup', ['ClusterName', 'NodegroupName']] as const,
    ].map(([kind, names]) => [
      `eks:create${kind}`,
      {
        args: Object.fromEntries([...names, 'RoleArn'].map((name) => [name, 'n'])),
        result: {},
        describe: Object.fromEntries(names.map((name) => [name, 'n'])),
        of: (Status: string) => ({ [kind]: { Status } }),
        states: ['CREATING', 'ACTIVE', 'CREATE_FAILED'] as [string, string, string],
      },
    ]),
  ),
  ...Object.fromEntries(
    [
      ['create', 'CREATING', 'CREATED', 'TERMINATED'] as const,
      ['start', 'STARTING', 'STARTED', 'STOPPED'] as const,
      ['stop', 'STOPPING', 'STOPPED', 'TERMINATED'] as const,
    ].map(([verb, ...states]) => [
      `emr-serverless:${verb}Application`,
      {
        args: { ApplicationId: 'a' },
        result: {},
        describe: { ApplicationId: 'a' },
        of: (State: string) => ({ Application: { State } }),
        states: states as [string, string, string],
      },
    ]),
  ),
  'emr-serverless:cancelJobRun': {
    args: { ApplicationId: 'a', JobRunId: 'r' },
    result: {},
    describe: { ApplicationId: 'a', JobRunId: 'r' },
    of: (State) => ({ JobRun: { State } }),
    states: ['CANCELLING', 'CANCELLED', 'SUCCESS'],
  },
  'emr-containers:startJobRun': {
    result: { Id: 'r', VirtualClusterId: 'v' },
    describe: { Id: 'r', VirtualClusterId: 'v' },
    of: (State) => ({ JobRun: { State } }),
    states: ['RUNNING', 'COMPLETED', 'FAILED'],
  },
  'databrew:startJobRun': {
    args: { Name: 'n' },
    result: { RunId: 'r' },
    describe: { Name: 'n', RunId: 'r' },
    of: (State) => ({ State }),
    states: ['STARTING', 'SUCCEEDED', 'TIMEOUT'],
  },
  'elasticmapreduce:addStep': {
    args: { ClusterId: 'c' },
    result: { StepId: 's' },
    describe: { ClusterId: 'c', StepId: 's' },
    of: (State) => ({ Step: { Status: { State } } }),
    states: ['PENDING', 'COMPLETED', 'FAILED'],
  },
  'elasticmapreduce:createCluster': {
    result: { JobFlowId: 'c' },
    describe: { ClusterId: 'c' },
    of: (State) => ({ Cluster: { Id: 'c', Status: { State } } }),
    states: ['STARTING', 'WAITING', 'TERMINATED_WITH_ERRORS'],
  },
  'elasticmapreduce:terminateCluster': {
    args: { ClusterId: 'c' },
    result: {},
    describe: { ClusterId: 'c' },
    of: (State) => ({ Cluster: { Id: 'c', Status: { State } } }),
    states: ['TERMINATING', 'TERMINATED', 'TERMINATED_WITH_ERRORS'],
  },
  'emr-serverless:startJobRun': {
    result: { ApplicationId: 'a', JobRunId: 'r' },
    describe: { ApplicationId: 'a', JobRunId: 'r' },
    of: (State) => ({ JobRun: { State } }),
    states: ['RUNNING', 'SUCCESS', 'CANCELLED'],
  },
  'glue:startJobRun': {
    args: { JobName: 'n' },
    result: { JobRunId: 'r' },
    describe: { JobName: 'n', RunId: 'r' },
    of: (JobRunState) => ({ JobRun: { Id: 'r', JobRunState } }),
    states: ['WAITING', 'SUCCEEDED', 'TIMEOUT'],
  },
  'mediaconvert:createJob': {
    result: { Job: { Id: 'j' } },
    describe: { Id: 'j' },
    of: (Status) => ({ Job: { Status } }),
    states: ['PROGRESSING', 'COMPLETE', 'ERROR'],
  },
  ...Object.fromEntries(
    [
      ['createHyperParameterTuningJob', 'HyperParameterTuningJob'],
      ['createLabelingJob', 'LabelingJob'],
      ['createProcessingJob', 'ProcessingJob'],
      ['createTrainingJob', 'TrainingJob'],
      ['createTransformJob', 'TransformJob'],
    ].map(([action, kind]) => [
      `sagemaker:${action}`,
      {
        args: { [`${kind}Name`]: 'n' },
        result: {},
        describe: { [`${kind}Name`]: 'n' },
        of: (state: string) => ({ [`${kind}Status`]: state }),
        states: ['InProgress', 'Completed', 'Failed'] as [string, string, string],
      },
    ]),
  ),
};

const typeOf = (key: string) => {
  const type = jobTypeOf(`arn:aws:states:::${key}`);
  if (!type) throw new Error(`no job of ${key}`);
  return type;
};

describe.each(Object.entries(jobs))('the job of %s', (key, { args = {}, result, ...job }) => {
  it('is found again, looked at and seen to end', () => {
    const type = typeOf(key);
    const found = type.find(args, result) ?? {};
    expect(type.describe(found).parameters).toEqual(job.describe);
    expect(job.states.map((state) => type.progress(job.of(state)).type)).toEqual([
      'running',
      'succeeded',
      'failed',
    ]);
  });

  it('is started by an integration', () => {
    expect(integrationOf(`arn:aws:states:::${key}`)).toBeDefined();
  });
});

describe('a task of ECS', () => {
  const type = typeOf('ecs:runTask');
  const task = { TaskArn: 't', ClusterArn: 'c' };
  const stopped = (...codes: (number | null)[]) => ({
    Tasks: [
      {
        ...task,
        LastStatus: 'STOPPED',
        Containers: codes.map((ExitCode) => ({ ExitCode })),
      },
    ],
  });

  it('runs until it has stopped, and succeeds where every container ended with 0', () => {
    expect(type.progress({ Tasks: [{ ...task, LastStatus: 'RUNNING' }] }).type).toBe('running');
    expect(type.progress(stopped(0, 0)).type).toBe('succeeded');
    expect(type.progress(stopped(0, 1)).type).toBe('failed');
    expect(type.progress(stopped(null)).type).toBe('failed');
  });

  it('was not started where the answer names none', () => {
    expect(type.find({}, { Tasks: [], Failures: [{ Reason: 'RESOURCE:MEMORY' }] })).toBeUndefined();
    expect(type.notStarted).toBe('AmazonECS.Unknown');
  });
});

/** What is deleted has gone when its service does not know it any more. */
const deletions: [string, JsonObject][] = [
  ['eks:deleteCluster', { Name: 'n' }],
  ['eks:deleteFargateProfile', { ClusterName: 'c', FargateProfileName: 'n' }],
  ['eks:deleteNodegroup', { ClusterName: 'c', NodegroupName: 'n' }],
  ['emr-containers:deleteVirtualCluster', { Id: 'v' }],
  ['emr-serverless:deleteApplication', { ApplicationId: 'a' }],
];

it.each(deletions)('%s ends when nothing is left', (key, args) => {
  const type = typeOf(key);
  const job = type.find(args, {}) ?? {};
  expect(type.describe(job).parameters).toEqual(args);
  expect(type.progress({}).type).toBe('running');
  expect(type.gone?.(job)).toEqual({ type: 'succeeded', result: args });
  expect(integrationOf(`arn:aws:states:::${key}`)).toBeDefined();
});

it('has a test for every row of the table', () => {
  const deleting = deletions.map(([key]) => key);
  expect([...Object.keys(jobs), ...deleting, 'ecs:runTask'].sort()).toEqual(
    Object.keys(jobTypes).sort(),
  );
});
