/** EMR on EKS: runs jobs in virtual clusters. https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html */

import { type Java1Service, optimized } from './optimized.ts';

const emrContainers: Java1Service = {
  service: 'emrcontainers',
  errorPrefix: 'EMRContainers',
  baseException: 'AmazonEMRContainersException',
  inCauses: 'AmazonEMRContainers',
};

export const createVirtualCluster = optimized(emrContainers, {
  action: 'createVirtualCluster',
  idempotent: true,
});
export const deleteVirtualCluster = optimized(emrContainers, {
  action: 'deleteVirtualCluster',
  idempotent: true,
});
export const startJobRun = optimized(emrContainers, { action: 'startJobRun', idempotent: true });
