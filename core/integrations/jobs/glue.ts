/** A run of a job of Glue. https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html */

import { objectIn, together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

const ends = {
  succeeded: ['SUCCEEDED'],
  failed: ['FAILED', 'STOPPED', 'TIMEOUT', 'ERROR', 'EXPIRED'],
};

export const glueRun: JobType = {
  find: ({ JobName }, { JobRunId }) => together({ JobName, JobRunId }),
  id: ({ JobRunId }) => JobRunId,
  describe: ({ JobName = '', JobRunId = '' }) => ({
    service: 'glue',
    action: 'getJobRun',
    parameters: { JobName, RunId: JobRunId },
  }),
  progress(description) {
    const run = objectIn(description, 'JobRun');
    return progressBy(run.JobRunState, ends, run);
  },
  cancel: ({ JobName = '', JobRunId = '' }) => ({
    service: 'glue',
    action: 'batchStopJobRun',
    parameters: { JobName, JobRunIds: [JobRunId] },
  }),
};
