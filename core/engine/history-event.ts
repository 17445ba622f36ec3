/** One entry of the execution history, as the step that wrote it knows it: ids and links are given on reading. */

import type { StateTypeName } from '../asl/types.ts';
import type { Json, JsonObject } from '../json.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
export type HistoryEventType =
  | 'ExecutionStarted'
  | 'ExecutionSucceeded'
  | 'ExecutionFailed'
  | 'ExecutionTimedOut'
  | 'ExecutionAborted'
  | 'ExecutionRedriven'
  | `${StateTypeName}StateEntered`
  | `${Exclude<StateTypeName, 'Fail'>}StateExited`
  | 'LambdaFunctionScheduled'
  | 'LambdaFunctionStarted'
  | 'LambdaFunctionSucceeded'
  | 'LambdaFunctionFailed'
  | 'LambdaFunctionTimedOut'
  | 'TaskScheduled'
  | 'TaskStarted'
  | 'TaskSubmitted'
  | 'TaskSucceeded'
  | 'TaskFailed'
  | 'TaskTimedOut'
  | 'ActivityScheduled'
  | 'ActivityStarted'
  | 'ActivitySucceeded'
  | 'ActivityFailed'
  | 'ActivityTimedOut'
  | 'ParallelStateStarted'
  | 'ParallelStateSucceeded'
  | 'ParallelStateFailed'
  | 'ParallelStateAborted'
  | 'MapStateStarted'
  | 'MapStateSucceeded'
  | 'MapStateFailed'
  | 'MapStateAborted'
  | 'MapRunStarted'
  | 'MapRunSucceeded'
  | 'MapRunFailed'
  | 'MapRunAborted'
  | 'MapRunRedriven'
  | 'MapIterationStarted'
  | 'MapIterationSucceeded'
  | 'MapIterationFailed'
  | 'MapIterationAborted'
  | 'EvaluationFailed'
  | 'WaitStateAborted'
  | 'TaskStateAborted';

/**
 * Details carry AWS's field names. Documents (`input`, `output`, `parameters`) are held as values, not as text, so that a
 * record keeps each of them once; AWS's text and its `…Details: { truncated }` are made on reading.
 */
export interface HistoryEvent {
  type: HistoryEventType;
  details?: EventDetails;
}

export interface EventDetails {
  name?: string;
  index?: number;
  mapRunArn?: string;
  redriveCount?: number;
  /** Where a redrive goes by another definition: its revision. */
  revisionId?: string;
  /** Where an execution began at a step of another one. */
  forkedFrom?: { executionArn: string; step: number; eventId: number };
  length?: number;
  input?: Json;
  output?: Json;
  parameters?: Json;
  assignedVariables?: JsonObject;
  error?: string;
  cause?: string;
  /** The field whose evaluation failed, and the state that it belongs to. */
  location?: string;
  state?: string;
  resource?: string;
  resourceType?: string;
  region?: string;
  roleArn?: string;
  /** The role of the Task's Credentials. */
  taskCredentials?: { roleArn: string };
  workerName?: string;
  timeoutInSeconds?: number;
  heartbeatInSeconds?: number;
}
