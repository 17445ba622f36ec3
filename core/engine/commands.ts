/** What must be done once a step is committed. Names follow from execution and step, so doing it again is harmless. */

import type { Json } from '../json.ts';
import type { Timestamp } from './execution.ts';

export type Command =
  /** Run the next step. */
  | { type: 'InvokeStep' }
  | { type: 'ScheduleTimer'; at: Timestamp; timer: 'state' | 'execution' }
  | { type: 'StartTask'; resource: string; arguments: Json; timeoutSeconds?: number }
  /** Make the children of this step and start as many as may run at a time. */
  | { type: 'StartChildren'; count: number; concurrency: number }
  /** Stop what still runs of the children that an earlier step made. */
  | { type: 'StopChildren'; step: number; count: number; concurrency: number }
  | { type: 'ReportToParent'; succeeded: boolean }
  /** Show the end in the list of executions. */
  | { type: 'CloseHead' };
