/** The outside world as the runtime sees it. Each port has one contract suite, run on every implementation. */

import type { ExecutionStatus, Timestamp, Via } from './engine/execution.ts';
import type { StepMessage, StepRecord } from './engine/step-record.ts';
import type { Answer, Call, Outcome } from './integrations/integration.ts';
import type { Json, JsonObject } from './json.ts';
import type { Logs } from './log-port.ts';
import type { MachineStore, Tag, Tagged } from './machine-port.ts';
import type { MapRuns } from './map-run-port.ts';
import type { Metrics } from './metrics-port.ts';
import type { Page } from './page.ts';
import type { StatusChanges } from './status-port.ts';

export * from './log-port.ts';
export * from './machine-port.ts';
export * from './map-run-port.ts';
export * from './metrics-port.ts';
export * from './page.ts';
export * from './status-port.ts';

export interface Ports {
  store: Store;
  machines: MachineStore;
  invoker: Invoker;
  timers: Timers;
  tasks: Tasks;
  activities: Activities;
  clock: Clock;
  /** Absent: nothing is logged. */
  logs?: Logs;
  /** Absent: nothing is measured. */
  metrics?: Metrics;
  /** Absent: nobody is told. */
  statusChanges?: StatusChanges;
  /** Absent: there are no test cases. */
  mocks?: Mocks;
}

export interface Clock {
  now(): Timestamp;
  /** Resolves after so many ms; only a request that may wait does. */
  sleep(ms: number): Promise<void>;
}

export interface Invoker {
  /** Hands a message to the step function, which runs it later, at least once. */
  invoke(message: StepMessage): Promise<void>;
  /** Hands an Express execution to the function that runs it, soon and at least once. */
  startExpress(start: ExpressStart): Promise<void>;
}

/** All that an Express execution needs: it is in no store. */
export interface ExpressStart {
  machine: string;
  revision: string;
  name: string;
  /** Tells it from others of its name. */
  run: string;
  /** JSON. */
  input: string;
  testCase?: string;
  traceHeader?: string;
}

/** Hands a message to the step function at `message.at` or a little later, at least once; early where it has to. */
export interface Timers {
  arm(message: StepMessage & { at: Timestamp }): Promise<void>;
}

/** Calls to the services that tasks use. A call is made once: never repeated by the adapter. */
export interface Tasks {
  call(request: TaskRequest): Promise<TaskResponse>;
  /** Why such a call cannot be made, in AWS's words; `undefined` where it can, or nobody knows before it is made. */
  check(call: Call): Promise<string | undefined>;
  /** Whether such calls carry a token by which their service knows a repetition, so that there is no harm in one. */
  carriesToken(call: Pick<Call, 'service' | 'action'>): Promise<boolean>;
  /**
   * The first thing that keeps a value from being the result of such a call, in AWS's words; `undefined` where there is none.
   *
   * @param complete whether everything must be there that every result has
   */
  checkResult(
    call: Pick<Call, 'service' | 'action' | 'names'>,
    result: Json,
    complete: boolean,
  ): Promise<string | undefined>;
}

export interface TaskRequest extends Call {
  /** Names this attempt for workers that want to recognise a repetition. */
  idempotencyKey: string;
  /** The X-Ray trace that the call is part of. */
  traceHeader?: string;
  /** Streams in the result are Base64, also where they are text. */
  binary?: boolean;
  /** Asks an HTTP Task what was sent and answered: the secrets of its connection as they are, or not. */
  trace?: 'revealed' | 'hidden';
  /** Give up after so many ms. */
  timeoutMs?: number;
  /** Absent: the call is our own. */
  authority?: Authority;
}

/** In whose name a call is made: the roles that there are for it. */
export interface Authority {
  machine: string;
  machineRole: string;
  /** That of the Task's Credentials. */
  taskRole?: string;
}

export type TaskResponse =
  | Answer
  | { type: 'timedOut' }
  /** The role of the call may not be assumed; nothing was called. */
  | { type: 'forbidden'; reason: string }
  /** There was nothing to call, or nothing to call it with: the service, the action or a parameter is none. */
  | { type: 'unusable'; reason: string };

/** Test cases, in which results and errors stand in the place of the calls of Tasks. */
export interface Mocks {
  /** Whether there is a test case of that name for a state machine. */
  has(machine: string, testCase: string): boolean;
  /** What an attempt comes to; `undefined` where the test case, or there being none, leaves the state to its service. */
  outcomeOf(attempt: MockedAttempt): Outcome | undefined | Promise<Outcome | undefined>;
}

export interface MockedAttempt {
  machine: string;
  /** The execution that the state belongs to, a child as the case may be. */
  execution: string;
  /** Absent: the execution runs by none. */
  testCase?: string;
  state: string;
  resource: string;
  arguments: Json;
  /** Counts from 0 each time that the state is entered. */
  attempt: number;
}

/** The log of step records, the heads that lists are made of, the joins of Parallel and Map, and Map Runs. */
export interface Store extends MapRuns {
  /** The record of one step, read consistently. */
  read(execution: string, step: number): Promise<StepRecord | undefined>;
  /** The last record of an execution, read consistently. */
  latest(execution: string): Promise<StepRecord | undefined>;
  /** The last records of many executions, in their order; those that have none are left out. */
  latestOf(executions: string[]): Promise<StepRecord[]>;
  /** Up to `limit` records in the order of their steps, from step `from` on. */
  records(execution: string, from: number, limit: number): Promise<StepRecord[]>;
  /** Writes a record where there is none for its step: the one write of a transition. False: another was first. */
  append(record: StepRecord): Promise<boolean>;
  /** Writes the first records of children. They follow from the parent's record, so writing them again changes nothing. */
  createChildren(records: StepRecord[]): Promise<void>;

  /** Shows a started execution in lists. Repeating it changes nothing, also after the execution has ended. */
  openHead(head: Head): Promise<void>;
  /** Shows that it runs again, if that redrive has not been shown yet. */
  reopenHead(head: Head): Promise<void>;
  /** Shows its end, unless a later redrive has been shown. */
  closeHead(head: Head): Promise<void>;
  /** Takes what was never begun out of the lists; again changes nothing. */
  dropHead(execution: string): Promise<void>;
  head(execution: string): Promise<Head | undefined>;
  /**
   * Newest first.
   *
   * @throws {InvalidPageToken}
   */
  heads(query: HeadQuery): Promise<Page<Head>>;

  /** Makes the join of a step's children, once: doing it again resets nothing. The children to start: those in the slots. */
  openJoin(join: Join): Promise<Start[]>;
  /** Takes a child that has ended out of its slot. Told again, it answers anew what has to follow. */
  leaveJoin(join: Join, index: number, slot: number): Promise<Departure>;
  /** No child starts after this. The children in their slots, which may still run. */
  closeJoin(join: Join): Promise<number[]>;

  /** Notes that the worker of an attempt is alive. */
  beat(attempt: Attempt, at: Timestamp): Promise<void>;
  /** When the worker of an attempt was last known to be alive. */
  lastBeat(attempt: Attempt): Promise<Timestamp | undefined>;
  /** Notes which attempt waits for a job that others tell of. */
  linkJob(job: string, attempt: Attempt, until: Timestamp): Promise<void>;
  attemptOfJob(job: string): Promise<Attempt | undefined>;

  /** Keeps all records of an execution for the retention from `due` on. */
  renew(execution: string, due: Timestamp): Promise<void>;
}

/** One attempt of a Task that waits: its execution, and the step of its intent record. */
export interface Attempt {
  execution: string;
  step: number;
}

/** Activities, and the tasks that wait in them for a worker. */
export interface Activities extends Tagged {
  /** The activity of that name, which is made, with the tags, where there is none. */
  create(activity: Activity, tags?: Tag[]): Promise<Activity>;
  get(name: string): Promise<Activity | undefined>;
  /**
   * In the order of creation.
   *
   * @throws {InvalidPageToken}
   */
  list(limit: number, after?: string): Promise<Page<Activity>>;
  /** Its tasks stay: they wait until they time out. */
  delete(name: string): Promise<void>;
  /** Puts a task at the end of the queue; again changes nothing. `until`: when nobody will want it any more. */
  enqueue(name: string, task: QueuedTask, until: Timestamp): Promise<void>;
  /** Up to `limit` tasks, the oldest first. Who takes one is decided by its execution's log, not here. */
  oldest(name: string, limit: number): Promise<QueuedTask[]>;
  /** Takes a task out of the queue; again changes nothing. */
  dequeue(name: string, task: QueuedTask): Promise<void>;
}

export interface Activity {
  name: string;
  createdAt: Timestamp;
  /** Accepted and shown again; absent: by the owner of the service. */
  encryption?: JsonObject;
}

export interface QueuedTask extends Attempt {
  scheduledAt: Timestamp;
}

/** What lists show of an execution. */
export interface Head {
  id: string;
  revision: string;
  status: ExecutionStatus;
  startedAt: Timestamp;
  stoppedAt?: Timestamp;
  via?: Via;
  /** How often it has been redriven, and when last; absent: never. */
  redrives?: number;
  redrivenAt?: Timestamp;
}

export interface HeadQuery {
  machine: string;
  status?: ExecutionStatus;
  /** Only executions that were started by this version, or this alias. A page may then be short, even empty, before the last. */
  via?: Partial<Via>;
  limit: number;
  after?: string;
}

/** Children `0 … count-1` of the step, of which up to `concurrency` run at a time, each in a slot. */
export interface Join {
  execution: string;
  step: number;
  count: number;
  concurrency: number;
}

/** A child that is to start in a slot. */
export interface Start {
  index: number;
  slot: number;
}

export interface Departure {
  /** The child that takes the slot. */
  start?: Start;
  /** Every child has left. */
  complete: boolean;
}
