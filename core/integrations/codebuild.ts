/** CodeBuild: runs builds. https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html */

import { type Java1Service, optimized } from './optimized.ts';

const codebuild: Java1Service = {
  service: 'codebuild',
  errorPrefix: 'CodeBuild',
  baseException: 'AWSCodeBuildException',
  inCauses: 'AWSCodeBuild',
};

export const startBuild = optimized(codebuild, { action: 'startBuild' });
export const stopBuild = optimized(codebuild, { action: 'stopBuild', idempotent: true });
export const batchDeleteBuilds = optimized(codebuild, { action: 'batchDeleteBuilds' });
export const batchGetReports = optimized(codebuild, {
  action: 'batchGetReports',
  idempotent: true,
});
export const startBuildBatch = optimized(codebuild, {
  action: 'startBuildBatch',
  idempotent: true,
});
export const retryBuildBatch = optimized(codebuild, {
  action: 'retryBuildBatch',
  idempotent: true,
});
export const stopBuildBatch = optimized(codebuild, { action: 'stopBuildBatch', idempotent: true });
export const deleteBuildBatch = optimized(codebuild, { action: 'deleteBuildBatch' });
