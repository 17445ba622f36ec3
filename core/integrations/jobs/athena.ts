/** A query of Athena. https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html */

import { objectIn, together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

export const query: JobType = {
  find: (_args, { QueryExecutionId }) => together({ QueryExecutionId }),
  id: ({ QueryExecutionId }) => QueryExecutionId,
  describe: (job) => ({ service: 'athena', action: 'getQueryExecution', parameters: job }),
  progress(description) {
    const { State } = objectIn(objectIn(description, 'QueryExecution'), 'Status');
    const ends = { succeeded: ['SUCCEEDED'], failed: ['FAILED', 'CANCELLED'] };
    return progressBy(State, ends, description);
  },
  cancel: (job) => ({ service: 'athena', action: 'stopQueryExecution', parameters: job }),
};
