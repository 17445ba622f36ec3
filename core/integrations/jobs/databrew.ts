/** A run of a job of DataBrew. https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html */

import { together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

export const recipeRun: JobType = {
  find: ({ Name }, { RunId }) => together({ Name, RunId }),
  describe: (job) => ({ service: 'databrew', action: 'describeJobRun', parameters: job }),
  progress: (description) =>
    progressBy(
      description.State,
      { succeeded: ['SUCCEEDED'], failed: ['FAILED', 'STOPPED', 'TIMEOUT'] },
      description,
    ),
  cancel: (job) => ({ service: 'databrew', action: 'stopJobRun', parameters: job }),
};
