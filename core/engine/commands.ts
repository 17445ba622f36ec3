/** What must be done once a step is committed. Names follow from execution and step, so doing it again is harmless. */

import type { Json, JsonObject } from '../json.ts';
import type { MapRun, Timestamp } from './execution.ts';

export type Command =
  /** Run the next step. */
  | { type: 'InvokeStep' }
  | { type: 'ScheduleTimer'; at: Timestamp; timer: 'state' | 'execution' }
  /** Of an attempt of a Task, whatever step is the last when it fires. */
  | { type: 'ScheduleTimer'; at: Timestamp; timer: 'task' | 'heartbeat' | 'job'; attempt: number }
  | {
      type: 'StartTask';
      resource: string;
      arguments: Json;
      timeoutSeconds?: number;
      /** The role that the Task's Credentials name. */
      roleArn?: string;
    }
  /** Make some more children of a Map that has too many items for one step. */
  | { type: 'MakeChildren' }
  /** Write some more results of a Map Run. */
  | { type: 'WriteResults' }
  /**
   * Make the children of this step and start as many as may run at a time. With `join`, the steps from that one on have
   * made them already.
   */
  | { type: 'StartChildren'; count: number; concurrency: number; join?: number }
  /** Start anew those children that have not succeeded; their ids bear the step `join`, and their join bears this one. */
  | { type: 'RedriveChildren'; join: number; count: number; concurrency: number }
  /**
   * Stop what still runs of the children whose join bears that step; `failed`: as the child of that index has failed.
   * `made`: the step that their ids bear, where that is another.
   */
  | {
      type: 'StopChildren';
      step: number;
      made?: number;
      count: number;
      concurrency: number;
      failed?: number;
      /** They are those of a Map Run, in the roster of that round. */
      mapRun?: number;
    }
  /** End the job that an attempt has started, or may have started: nobody waits for it any more. */
  | {
      type: 'CancelTask';
      resource: string;
      attempt: number;
      job?: JsonObject;
      roleArn?: string;
    }
  /** Keep the Map Run that this step has begun, or its end. */
  | { type: 'OpenMapRun'; mapRun: MapRun }
  | {
      type: 'CloseMapRun';
      arn: string;
      status: 'SUCCEEDED' | 'FAILED' | 'ABORTED';
      /** It is the end of the run that so many redrives came before; absent: none. */
      redrives?: number;
    }
  | { type: 'ReportToParent'; succeeded: boolean }
  /** Tell the Task that started this execution and waits for it. */
  | { type: 'TellCaller' }
  /** Show in the list of executions that it runs again. */
  | { type: 'ReopenHead' }
  /** Show the end in the list of executions. */
  | { type: 'CloseHead' };

export type StartTask = Extract<Command, { type: 'StartTask' }>;
