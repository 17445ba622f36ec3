/** A build of CodeBuild. https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html */

import { firstIn, objectIn, together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

const ends = { succeeded: ['SUCCEEDED'], failed: ['FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'] };

export const build: JobType = {
  find: (_args, result) => together({ Id: objectIn(result, 'Build').Id }),
  id: ({ Id }) => Id,
  describe: ({ Id = '' }) => ({
    service: 'codebuild',
    action: 'batchGetBuilds',
    parameters: { Ids: [Id] },
  }),
  progress(description) {
    const Build = firstIn(description, 'Builds');
    return progressBy(Build.BuildStatus, ends, { Build });
  },
  cancel: (job) => ({ service: 'codebuild', action: 'stopBuild', parameters: job }),
};

export const buildBatch: JobType = {
  find: (_args, result) => together({ Id: objectIn(result, 'BuildBatch').Id }),
  describe: ({ Id = '' }) => ({
    service: 'codebuild',
    action: 'batchGetBuildBatches',
    parameters: { Ids: [Id] },
  }),
  progress(description) {
    const BuildBatch = firstIn(description, 'BuildBatches');
    return progressBy(BuildBatch.BuildBatchStatus, ends, { BuildBatch });
  },
  cancel: (job) => ({ service: 'codebuild', action: 'stopBuildBatch', parameters: job }),
};
