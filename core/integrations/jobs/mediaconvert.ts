/** A job of MediaConvert. https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html */

import { objectIn, together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

export const conversion: JobType = {
  find: (_args, result) => together({ Id: objectIn(result, 'Job').Id }),
  describe: (job) => ({ service: 'mediaconvert', action: 'getJob', parameters: job }),
  progress: (description) =>
    progressBy(
      objectIn(description, 'Job').Status,
      { succeeded: ['COMPLETE'], failed: ['ERROR', 'CANCELED'] },
      description,
    ),
  cancel: (job) => ({ service: 'mediaconvert', action: 'cancelJob', parameters: job }),
};
