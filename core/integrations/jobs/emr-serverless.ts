/** A run of a job of EMR Serverless. https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html */

import { objectIn, together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

export const run: JobType = {
  find: (_args, { ApplicationId, JobRunId }) => together({ ApplicationId, JobRunId }),
  describe: (job) => ({ service: 'emrserverless', action: 'getJobRun', parameters: job }),
  progress: (description) =>
    progressBy(
      objectIn(description, 'JobRun').State,
      { succeeded: ['SUCCESS'], failed: ['FAILED', 'CANCELLED'] },
      description,
    ),
  cancel: (job) => ({ service: 'emrserverless', action: 'cancelJobRun', parameters: job }),
};
