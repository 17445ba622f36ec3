/** What goes into a decision, and what comes out. */

import type { Home } from '../arn.ts';
import type { Json } from '../json.ts';
import type { Command } from './commands.ts';
import type { Execution, Timestamp } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';

/** All the nondeterminism there is, and the little that an execution does not carry along itself. */
export interface Env {
  now: Timestamp;
  home: Home;
  /** Largest document in bytes that may pass from state to state; absent: no limit. */
  payloadLimit?: number;
  /** The started execution's input; needed only where a state reads the context object. */
  executionInput: Json;
  /** Answers the attempt that the step begins or waits for; needed only where a state shows it. */
  taskToken?: string;
  /** How many children one step may make at most; absent: any number. */
  mostChildren?: number;
  /** The step begins a Task whose activity is not there. */
  activityMissing?: boolean;
  /** Why the call of the Task that the step begins cannot be made with the arguments that it has. */
  unusable?: string;
}

/** The record of a step, as far as the next step needs it. */
export interface Standing {
  step: number;
  state: Execution;
}

/** The next record, but for who writes it and when. */
export interface Decision {
  state: Execution;
  history: HistoryEvent[];
  commands: Command[];
}
