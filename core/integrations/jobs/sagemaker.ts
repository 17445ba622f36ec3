/** Jobs of SageMaker, each known by the name that its request gives it. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html */

import { together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

/** @param kind as actions call it: `TrainingJob` */
function jobOf(kind: string, nameMember = `${kind}Name`): JobType {
  return {
    find: ({ [nameMember]: name }) => together({ [nameMember]: name }),
    describe: (job) => ({ service: 'sagemaker', action: `describe${kind}`, parameters: job }),
    progress: (description) =>
      progressBy(
        description[nameMember.replace('Name', 'Status')],
        { succeeded: ['Completed'], failed: ['Failed', 'Stopped'] },
        description,
      ),
    cancel: (job) => ({ service: 'sagemaker', action: `stop${kind}`, parameters: job }),
  };
}

export const trainingJob = jobOf('TrainingJob');
export const transformJob = jobOf('TransformJob');
export const processingJob = jobOf('ProcessingJob');
export const labelingJob = jobOf('LabelingJob');
export const tuningJob = jobOf('HyperParameterTuningJob');
