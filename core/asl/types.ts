/** The Amazon States Language as types: field names exactly as the specification writes them. https://states-language.net */

import type { Json, JsonObject } from '../json.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';

/** A definition that has passed `validate`: everything below may rely on its shape. */
export interface Definition extends Branch {
  Comment?: string;
  Version?: string;
  TimeoutSeconds?: number;
  QueryLanguage?: QueryLanguage;
}

/** States that lead only to each other: a machine, a branch of a Parallel, the processor of a Map. */
export interface Branch {
  StartAt: string;
  States: Record<string, State>;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;
export type StateTypeName = State['Type'];
export type StateOf<T extends StateTypeName> = Extract<State, { Type: T }>;

interface StateCommon {
  Comment?: string;
  QueryLanguage?: QueryLanguage;
}

interface Transition {
  Next?: string;
  End?: boolean;
}

/** `null` discards: an empty object for InputPath and OutputPath, the result for ResultPath. */
type Path = string | null;

interface InputOutput {
  InputPath?: Path;
  OutputPath?: Path;
  /** JSONata. */
  Output?: Json;
  Assign?: JsonObject;
}

interface ResultFields {
  Parameters?: Json;
  ResultSelector?: JsonObject;
  ResultPath?: Path;
  /** JSONata. */
  Arguments?: Json;
  Retry?: Retrier[];
  Catch?: Catcher[];
}

export interface PassState extends StateCommon, Transition, InputOutput {
  Type: 'Pass';
  Result?: Json;
  Parameters?: Json;
  ResultPath?: Path;
}

export interface TaskState extends StateCommon, Transition, InputOutput, ResultFields {
  Type: 'Task';
  Resource: string;
  TimeoutSeconds?: number | string;
  TimeoutSecondsPath?: string;
  HeartbeatSeconds?: number | string;
  HeartbeatSecondsPath?: string;
  Credentials?: JsonObject;
}

export interface ChoiceState extends StateCommon, InputOutput {
  Type: 'Choice';
  Choices: ChoiceRule[];
  Default?: string;
}

/** A top-level rule; in JSONPath an And, Or, Not or one comparison, in JSONata a Condition. */
export interface ChoiceRule extends Comparison {
  Next: string;
  Condition?: string | boolean;
  Output?: Json;
  Assign?: JsonObject;
}

/** One boolean expression of a JSONPath Choice; the comparator is the remaining key, see `choice/comparators.ts`. */
export interface Comparison {
  And?: Comparison[];
  Or?: Comparison[];
  Not?: Comparison;
  Variable?: string;
  [comparator: string]: unknown;
}

export interface WaitState extends StateCommon, Transition, InputOutput {
  Type: 'Wait';
  Seconds?: number | string;
  SecondsPath?: string;
  Timestamp?: string;
  TimestampPath?: string;
}

export interface SucceedState extends StateCommon, InputOutput {
  Type: 'Succeed';
}

export interface FailState extends StateCommon {
  Type: 'Fail';
  Error?: string;
  ErrorPath?: string;
  Cause?: string;
  CausePath?: string;
}

export interface ParallelState extends StateCommon, Transition, InputOutput, ResultFields {
  Type: 'Parallel';
  Branches: Branch[];
}

export interface MapState extends StateCommon, Transition, InputOutput, ResultFields {
  Type: 'Map';
  ItemProcessor?: ItemProcessor;
  /** The older name of ItemProcessor. */
  Iterator?: ItemProcessor;
  ItemsPath?: string;
  /** JSONata. */
  Items?: Json;
  ItemSelector?: Json;
  MaxConcurrency?: number | string;
  MaxConcurrencyPath?: string;
  ItemReader?: JsonObject;
  ItemBatcher?: JsonObject;
  ResultWriter?: JsonObject;
  ToleratedFailurePercentage?: number | string;
  ToleratedFailurePercentagePath?: string;
  ToleratedFailureCount?: number | string;
  ToleratedFailureCountPath?: string;
  Label?: string;
}

export interface ItemProcessor extends Branch {
  ProcessorConfig?: { Mode?: 'INLINE' | 'DISTRIBUTED'; ExecutionType?: 'STANDARD' | 'EXPRESS' };
}

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'NONE' | 'FULL';
}

export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  ResultPath?: Path;
  Output?: Json;
  Assign?: JsonObject;
}
