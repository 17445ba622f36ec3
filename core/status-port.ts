/** The port of status changes: who wants to know hears when an execution begins and how it ends. */

import type { Timestamp } from './engine/execution.ts';
import type { JsonObject } from './json.ts';

export interface StatusChanges {
  /** Tells of a change, at least once where it is called again after it failed. @throws {Error} when trying again may help */
  announce(change: StatusChange): Promise<void>;
}

export interface StatusChange {
  executionArn: string;
  at: Timestamp;
  /** The execution, as DescribeExecution shows it, with times in ms. */
  detail: JsonObject;
}
