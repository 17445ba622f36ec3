/** The state of one execution: what a step record remembers between two transitions. */

import type { Failure } from '../asl/errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { kinshipOf } from './execution-id.ts';
import type { Reading, ReadPosition } from './item-reader/position.ts';

/** Milliseconds since the epoch. */
export type Timestamp = number;

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface Execution {
  /** See `execution-id.ts`: the machine and the name, and for a child its place below the parent. */
  id: string;
  /** The revision of the state machine that it runs by. */
  revision: string;
  /** Present where it was started by a version or an alias. */
  via?: Via;
  startedAt: Timestamp;
  status: ExecutionStatus;
  /** Where it stands; absent once it has ended. */
  current?: Current;
  variables: JsonObject;
  /** The id of its last history event, the events of joined children included. */
  lastEventId: number;
  output?: Json;
  failure?: Failure;
  /** Where it stood when it failed, was stopped or timed out: a redrive goes on from there. */
  stood?: Current;
  /** Present once it has been redriven; a child shares that of the execution which it is a part of. */
  redrive?: Redrive;
  /** Present in a branch of a Parallel or an iteration of a Map. */
  child?: Child;
  /** In the first record only: where it began, if not at the start. */
  forkedFrom?: Fork;
  /** Present where a Task of another execution started it. */
  caller?: Caller;
  /** The test case that it runs by: some of its Tasks are answered in the place of their services. */
  testCase?: string;
  /** The X-Ray trace that it is part of; passed on to the functions and executions that its Tasks start. */
  traceHeader?: string;
}

/** The last redrive of an execution. */
export interface Redrive {
  /** How many there have been. */
  count: number;
  at: Timestamp;
  /** The step that began it. */
  step: number;
  /** In the record of that step only: the request's token, and the step of the redrive before. */
  token?: string;
  before?: number;
}

/** The step of another execution at which an execution began. */
export interface Fork {
  executionArn: string;
  step: number;
  /** The last history event up to then. */
  eventId: number;
}

/** What an execution remembers of how it was started. */
export type Origin = Pick<Execution, 'forkedFrom' | 'via' | 'caller' | 'testCase' | 'traceHeader'>;

/** The version of the state machine that an execution was started by, and the alias that led there. */
export interface Via {
  version: number;
  alias?: string;
}

/** The state that an execution stands at. */
export interface Current {
  name: string;
  /** As it came from the state before, no path applied yet. */
  input: Json;
  /** Absent until the state has been entered: a child is made before it starts. */
  enteredAt?: Timestamp;
  /** The id of the StateEntered event. */
  enteredEventId?: number;
  /** How often each Retrier of this state has retried. */
  retries?: number[];
  /** Which transition of its step has brought it here, where the step is one of several; part of the seed of chance. */
  transition?: number;
  /** What it waits for; absent while the next step is on its way. */
  waiting?: Waiting;
}

export type Waiting =
  | { for: 'timer'; until: Timestamp }
  | { for: 'retry'; until: Timestamp }
  | TaskWait
  | ChildrenWait
  | ItemsWait
  | ResultsWait;

/** A Parallel or a Map waits for its children. */
export interface ChildrenWait {
  for: 'children';
  /** The step that the children's ids bear, and so the name of their join; absent: the one that waits. */
  join?: number;
  /** The step that has redriven the children, and from then on the name of their join. */
  redriven?: number;
  count: number;
  concurrency: number;
  mapRun?: MapRun;
}

/** One run of a distributed Map over all its items; its children keep histories of their own. */
export interface MapRun {
  arn: string;
  /** How many children may run at a time when it starts; absent: as many as there can be. */
  concurrency?: number;
  /** How many items may fail when it starts, and how many percent of them; none where neither is given. */
  count?: number;
  percentage?: number;
  /** How often it has been redriven; absent: never. */
  redrives?: number;
  /** More of its items have failed than may; what it has come to is still to be written. */
  failed?: boolean;
  /** How many items its children have between them, where they have been made; absent: one for each. */
  items?: number;
}

/** A Map whose children are being made, some in each step. */
export interface ItemsWait {
  for: 'items';
  /** The step that began it, which the children's ids will bear. */
  join: number;
  /** How many items have been taken, and how many children were made of them. */
  taken: number;
  made: number;
  /** What its ItemReader reads, and where it goes on; absent where the items stand in the state. */
  reading?: Reading;
  position?: ReadPosition;
  mapRun?: MapRun;
}

/** A Map Run whose results are being written, some in each step. */
export interface ResultsWait {
  for: 'results';
  mapRun: MapRun;
  /** The children, which have ended or never ran. */
  join: number;
  count: number;
  bucket: string;
  /** What the names of the files begin with. */
  folder: string;
  Transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  OutputType: 'JSON' | 'JSONL';
  /** The index of the child whose result comes next. */
  next: number;
  files: ResultFile[];
  written: { executions: number; items: number };
}

/** One file of results; its length is in bytes. */
export interface ResultFile {
  kind: 'SUCCEEDED' | 'FAILED' | 'PENDING';
  key: string;
  length: number;
}

/** A Task waits for the answer of its call, or, where it has an `attempt`, for what comes after it. */
export interface TaskWait {
  for: 'task';
  /** The step of the attempt's intent record. Answers and timers from outside name it. */
  attempt?: number;
  /** When the attempt was scheduled. */
  since?: Timestamp;
  heartbeatSeconds?: number;
  /** Of an activity: its time begins when a worker fetches the task. */
  timeoutSeconds?: number;
  /** What finds the job that the call has started. */
  job?: JsonObject;
  /** The role that the Task's Credentials name; kept for calls about its job. */
  roleArn?: string;
}

/** The attempt of a Task that started an execution. */
export interface Caller {
  execution: string;
  attempt: number;
  /** Whether it waits for the end. */
  waits: boolean;
}

/** A child's place in the join of its parent; parent, step and index stand in its id. */
export interface Child {
  /** The Parallel or Map state of the parent. */
  state: string;
  /** The child of a Map Run is an execution, with a history of its own. */
  kind: 'branch' | 'iteration' | 'execution';
  /** `label:uuid`, by which the ARN of the Map Run's child ends that it is, or is a part of. */
  execution?: string;
  /** How many items the child of a Map Run has; absent: one. */
  items?: number;
  /** The child of a Map Run runs in memory, and only its end is kept. */
  express?: boolean;
  /** The slot of the join's window that it runs in; like what follows, it is known once the child runs. */
  slot?: number;
  /** How many children the join has, and how many of them may run at a time. */
  count?: number;
  concurrency?: number;
  /** The step of the parent that has redriven it, and so the name of its join; absent: its id bears that. */
  redriven?: number;
  /** What `$$.Map.Item` shows, the enclosing iteration's for a branch. */
  item?: MapItem;
}

export interface MapItem {
  index: number;
  value: Json;
  /** Of a member of an object. */
  key?: string;
  /** Of a distributed Map: where it comes from. */
  source?: string;
}

/** The step that names the join which a record waits for, where it waits for children. */
export function joinOf({ state, step }: { state: Execution; step: number }): number | undefined {
  const waiting = state.current?.waiting;
  return waiting?.for === 'children' ? (waiting.redriven ?? waiting.join ?? step) : undefined;
}

/** The step that names the join which a child runs in; 0 where it is no child. */
export function standingRound({ id, child }: Execution): number {
  return child?.redriven ?? kinshipOf(id)?.step ?? 0;
}

/** Whether it waits for an attempt of a Task that began with step `attempt`. */
export function waitsForAttempt({ current }: Execution, attempt: number): boolean {
  const waiting = current?.waiting;
  return waiting?.for === 'task' && waiting.attempt === attempt;
}

export function hasEnded(execution: Execution): boolean {
  return execution.status !== 'RUNNING';
}
