/** EKS: makes and deletes clusters and what runs their pods. https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html */

import { type Java1Service, optimized } from './optimized.ts';

const eks: Java1Service = {
  service: 'eks',
  errorPrefix: 'EKS',
  baseException: 'AmazonEKSException',
  inCauses: 'AmazonEKS',
};

export const createCluster = optimized(eks, { action: 'createCluster', idempotent: true });
export const createFargateProfile = optimized(eks, {
  action: 'createFargateProfile',
  idempotent: true,
});
export const createNodegroup = optimized(eks, { action: 'createNodegroup', idempotent: true });
export const deleteCluster = optimized(eks, { action: 'deleteCluster' });
export const deleteFargateProfile = optimized(eks, { action: 'deleteFargateProfile' });
export const deleteNodegroup = optimized(eks, { action: 'deleteNodegroup' });
