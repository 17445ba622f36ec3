/** Clusters of EMR and their steps. https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html */

import type { JsonObject } from '../../json.ts';
import type { Call } from '../integration.ts';
import { objectIn, together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

const describeCluster = ({ ClusterId = '' }: JsonObject): Call => ({
  service: 'emr',
  action: 'describeCluster',
  parameters: { ClusterId },
});

const clusterState = (description: JsonObject) =>
  objectIn(objectIn(description, 'Cluster'), 'Status').State;

/** A cluster is there once it waits for steps or runs some. */
export const cluster: JobType = {
  find: (_args, { ClusterId, JobFlowId }) => together({ ClusterId: ClusterId ?? JobFlowId }),
  describe: describeCluster,
  progress: (description) =>
    progressBy(
      clusterState(description),
      {
        succeeded: ['WAITING', 'RUNNING'],
        failed: ['TERMINATING', 'TERMINATED', 'TERMINATED_WITH_ERRORS'],
      },
      { ...description, ClusterId: objectIn(description, 'Cluster').Id ?? null },
    ),
  cancel: ({ ClusterId = '' }) => ({
    service: 'emr',
    action: 'terminateJobFlows',
    parameters: { JobFlowIds: [ClusterId] },
  }),
};

export const clusterEnd: JobType = {
  find: ({ ClusterId }) => together({ ClusterId }),
  describe: describeCluster,
  progress: (description) =>
    progressBy(
      clusterState(description),
      { succeeded: ['TERMINATED'], failed: ['TERMINATED_WITH_ERRORS'] },
      description,
    ),
};

export const step: JobType = {
  find: ({ ClusterId }, { StepId }) => together({ ClusterId, StepId }),
  describe: (job) => ({ service: 'emr', action: 'describeStep', parameters: job }),
  progress: (description) =>
    progressBy(
      objectIn(objectIn(description, 'Step'), 'Status').State,
      { succeeded: ['COMPLETED'], failed: ['CANCELLED', 'FAILED', 'INTERRUPTED'] },
      description,
    ),
  cancel: ({ ClusterId = '', StepId = '' }) => ({
    service: 'emr',
    action: 'cancelSteps',
    parameters: { ClusterId, StepIds: [StepId] },
  }),
};
