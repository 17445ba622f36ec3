/** Step record n: the execution after step n, the history that the step wrote, and what must happen next. */

import type { Command } from './commands.ts';
import type { Notice } from './events.ts';
import type { Execution, Timestamp } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';

export interface StepRecord {
  step: number;
  state: Execution;
  history: HistoryEvent[];
  commands: Command[];
  /** The delivery which committed it, and which therefore owes its commands. */
  committedBy: string;
  /** Where it starts a task: the run of the delivery that committed it, told apart from the delivery's later runs. */
  run?: string;
  /** Also the time of its history events. */
  committedAt: Timestamp;
}

/** A message to an execution. Without `step` it concerns whatever step is the last. */
export interface StepMessage {
  execution: string;
  step?: number;
  event: Notice;
  /** A timer's due time: one that comes earlier is armed again. */
  at?: Timestamp;
  /** The delivery that this one stands for, where a failed one is delivered anew. */
  deliveryId?: string;
  /** How often it has been delivered anew. */
  redeliveries?: number;
}
