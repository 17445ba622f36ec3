/** Failures in the words of the Amazon States Language. https://states-language.net/#appendix-a */

/** How an execution or an attempt failed: `Error` and `Cause` as a Catch sees them. */
export interface Failure {
  error?: string;
  cause?: string;
}

/** Every error name that the language itself reports. */
export type StatesErrorName =
  | 'States.ALL'
  | 'States.BranchFailed'
  | 'States.DataLimitExceeded'
  | 'States.ExceedToleratedFailureThreshold'
  | 'States.HeartbeatTimeout'
  | 'States.IntrinsicFailure'
  | 'States.ItemReaderFailed'
  | 'States.NoChoiceMatched'
  | 'States.ParameterPathFailure'
  | 'States.Permissions'
  | 'States.QueryEvaluationError'
  | 'States.ResultPathMatchFailure'
  | 'States.Runtime'
  | 'States.TaskFailed'
  | 'States.Timeout';

/**
 * Thrown while a state is evaluated; caught once, in `engine/run-state.ts`, where it becomes the state's failure.
 *
 * The message is the part of AWS's cause that names the trouble. Where AWS opens the cause with "An error occurred while
 * executing the state 'X' (entered at the event id #N). ", `run-state` writes that opening.
 */
export class StatesError extends Error {
  readonly error: StatesErrorName;
  /** The message is the whole cause: AWS puts no opening before it. */
  readonly isWhole: boolean;

  constructor(error: StatesErrorName, message: string, isWhole = false) {
    super(message);
    this.error = error;
    this.isWhole = isWhole;
  }
}
