/** EMR: runs clusters and steps. https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html */

import type { JsonObject } from '../json.ts';
import { type Java1Service, optimized } from './optimized.ts';

const emr: Java1Service = {
  service: 'emr',
  errorPrefix: 'ElasticMapReduce',
  baseException: 'AmazonElasticMapReduceException',
  inCauses: 'AmazonElasticMapReduce',
};

/** Step Functions takes one cluster or step where the API takes a list. */
export const createCluster = optimized(emr, { action: 'runJobFlow' });
export const addStep = optimized(emr, {
  action: 'addJobFlowSteps',
  parameters: ({ ClusterId, Step, ...rest }): JsonObject => ({
    ...rest,
    JobFlowId: ClusterId ?? null,
    Steps: Step === undefined ? [] : [Step],
  }),
  result: ({ output }) => ({
    StepId: Array.isArray(output.StepIds) ? (output.StepIds[0] ?? '') : '',
  }),
});
export const cancelStep = optimized(emr, {
  action: 'cancelSteps',
  idempotent: true,
  parameters: ({ StepId, ...rest }) => ({ ...rest, StepIds: StepId === undefined ? [] : [StepId] }),
});
export const setClusterTerminationProtection = optimized(emr, {
  action: 'setTerminationProtection',
  idempotent: true,
  parameters: ({ ClusterId, ...rest }) => ({
    ...rest,
    JobFlowIds: ClusterId === undefined ? [] : [ClusterId],
  }),
});
export const terminateCluster = optimized(emr, {
  action: 'terminateJobFlows',
  idempotent: true,
  parameters: ({ ClusterId }) => ({ JobFlowIds: ClusterId === undefined ? [] : [ClusterId] }),
});
