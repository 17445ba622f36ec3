/** Runs of jobs of EMR on EKS, and the end of virtual clusters. https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html */

import { objectIn, together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

export const containerRun: JobType = {
  find: (_args, { Id, VirtualClusterId }) => together({ Id, VirtualClusterId }),
  describe: (job) => ({ service: 'emrcontainers', action: 'describeJobRun', parameters: job }),
  progress: (description) =>
    progressBy(
      objectIn(description, 'JobRun').State,
      { succeeded: ['COMPLETED'], failed: ['FAILED', 'CANCELLED'] },
      description,
    ),
  cancel: (job) => ({ service: 'emrcontainers', action: 'cancelJobRun', parameters: job }),
};

export const virtualClusterEnd: JobType = {
  find: ({ Id }) => together({ Id }),
  describe: (job) => ({
    service: 'emrcontainers',
    action: 'describeVirtualCluster',
    parameters: job,
  }),
  progress: (description) =>
    progressBy(
      objectIn(description, 'VirtualCluster').State,
      { succeeded: ['TERMINATED'], failed: ['ARRESTED'] },
      description,
    ),
  gone: (job) => ({ type: 'succeeded', result: job }),
};
