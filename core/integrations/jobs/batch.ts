/** A job of Batch. https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html */

import { firstIn, together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

export const batchJob: JobType = {
  find: (_args, { JobId }) => together({ JobId }),
  id: ({ JobId }) => JobId,
  describe: ({ JobId = '' }) => ({
    service: 'batch',
    action: 'describeJobs',
    parameters: { Jobs: [JobId] },
  }),
  progress(description) {
    const job = firstIn(description, 'Jobs');
    return progressBy(job.Status, { succeeded: ['SUCCEEDED'], failed: ['FAILED'] }, job);
  },
  cancel: ({ JobId = '' }) => ({
    service: 'batch',
    action: 'terminateJob',
    parameters: { JobId, Reason: 'The execution that waited for the job has ended.' },
  }),
};
