/** Step Functions itself: starts an execution. https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */

import { attemptId } from './attempt-id.ts';
import { optimized } from './optimized.ts';

/** An execution without a name gets one that repetitions of the attempt share, so that it starts once. */
export const startExecution = optimized(
  {
    service: 'sfn',
    errorPrefix: 'StepFunctions',
    baseException: 'AWSStepFunctionsException',
    inCauses: 'AWSStepFunctions',
  },
  {
    action: 'startExecution',
    idempotent: true,
    required: ['StateMachineArn'],
    parameters: (args, { attempt }) =>
      args.Name === undefined || args.Name === null ? { ...args, Name: attemptId(attempt) } : args,
  },
);
