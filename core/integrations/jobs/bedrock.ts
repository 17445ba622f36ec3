/** The customization of a model of Bedrock. https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html */

import { together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

export const customizationJob: JobType = {
  find: (_args, { JobArn }) => together({ JobIdentifier: JobArn }),
  describe: (job) => ({
    service: 'bedrock',
    action: 'getModelCustomizationJob',
    parameters: job,
  }),
  progress: (description) =>
    progressBy(
      description.Status,
      { succeeded: ['Completed'], failed: ['Failed', 'Stopped'] },
      description,
    ),
  cancel: (job) => ({
    service: 'bedrock',
    action: 'stopModelCustomizationJob',
    parameters: job,
  }),
};
