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

/** The service calls a run cancelled only once nothing of it runs any more. */
export const cancellation: JobType = {
  ...run,
  find: ({ ApplicationId, JobRunId }) => together({ ApplicationId, JobRunId }),
  progress: (description) =>
    progressBy(
      objectIn(description, 'JobRun').State,
      { succeeded: ['CANCELLED'], failed: ['SUCCESS', 'FAILED'] },
      description,
    ),
};

/** An application on its way to a state; the result names it, as the answer to the call does. */
function application(succeeded: string[], failed: string[]): JobType {
  return {
    find: ({ ApplicationId }, result) =>
      together({ ApplicationId: result.ApplicationId ?? ApplicationId }),
    describe: (job) => ({ service: 'emrserverless', action: 'getApplication', parameters: job }),
    progress(description) {
      const { State, ApplicationId = '', Arn, Name } = objectIn(description, 'Application');
      const named = {
        ApplicationId,
        ...(Arn !== undefined && { Arn }),
        ...(Name !== undefined && { Name }),
      };
      return progressBy(State, { succeeded, failed }, named);
    },
  };
}

export const creation = application(['CREATED', 'STARTED', 'STOPPED'], ['TERMINATED']);
export const start = application(['STARTED'], ['STOPPED', 'TERMINATED']);
export const stop = application(['STOPPED', 'CREATED'], ['TERMINATED']);
export const deletion: JobType = {
  ...application(['TERMINATED'], []),
  gone: (job) => ({ type: 'succeeded', result: job }),
};
