/** What the API answers, as far as the console shows it; fields exactly as AWS names them. */

import type { Status } from '../history/visit.ts';

export interface MachineItem {
  stateMachineArn: string;
  name: string;
  type: 'STANDARD' | 'EXPRESS';
  creationDate: number;
}

export interface Machine extends MachineItem {
  definition: string;
  roleArn: string;
  status: string;
  description?: string;
  revisionId?: string;
}

export interface ExecutionItem {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: Status;
  startDate: number;
  stopDate?: number;
  redriveCount?: number;
}

export interface Execution extends ExecutionItem {
  input?: string;
  output?: string;
  error?: string;
  cause?: string;
  redriveDate?: number;
  redriveStatus?: string;
  redriveStatusReason?: string;
  mapRunArn?: string;
  stateMachineVersionArn?: string;
  stateMachineAliasArn?: string;
}

export interface VersionItem {
  stateMachineVersionArn: string;
  creationDate: number;
}

export interface AliasItem {
  stateMachineAliasArn: string;
  creationDate: number;
}

export interface Counts {
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
  total: number;
  resultsWritten: number;
}

export interface MapRun {
  mapRunArn: string;
  executionArn: string;
  status: Status;
  startDate: number;
  stopDate?: number;
  maxConcurrency: number;
  toleratedFailurePercentage: number;
  toleratedFailureCount: number;
  itemCounts: Counts;
  executionCounts: Counts;
  redriveCount?: number;
}

/** One page of a list. */
export interface Listed<T> {
  items: T[];
  nextToken?: string;
}
