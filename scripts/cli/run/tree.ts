/** What a run looks like while it happens: its states as a tree, made of the records as they come. */

import { type Execution, hasEnded, type Timestamp } from '../../../core/engine/execution.ts';
import { kinshipOf } from '../../../core/engine/execution-id.ts';
import type { HistoryEvent } from '../../../core/engine/history-event.ts';
import type { StepRecord } from '../../../core/engine/step-record.ts';

export type RowStatus = 'running' | 'waiting' | 'succeeded' | 'caught' | 'failed' | 'aborted';

/** One visit of a state. */
export interface Row {
  name: string;
  status: RowStatus;
  enteredAt: Timestamp;
  leftAt?: Timestamp;
  /** The last error of its attempts. */
  error?: string;
  cause?: string;
  retries: number;
  /** What it waits for. */
  until?: Timestamp;
  waitsFor?: string;
  /** Branches, iterations, and executions that it started. */
  children: Branch[];
}

/** States one after the other: an execution, a branch or an iteration. */
export interface Branch {
  label: string;
  status: Execution['status'];
  rows: Row[];
}

export class RunTree {
  readonly #branches = new Map<string, Branch>();
  #root: Branch | undefined;

  /** The execution that was started. */
  get root(): Branch | undefined {
    return this.#root;
  }

  observe({ state, history, committedAt }: StepRecord): void {
    const branch = this.#branchOf(state);
    for (const event of history) apply(branch, event, committedAt);
    branch.status = state.status;
    const row = branch.rows.at(-1);
    if (!row) return;
    if (hasEnded(state)) end(row, state, committedAt);
    else wait(row, state);
  }

  #branchOf(state: Execution): Branch {
    const known = this.#branches.get(state.id);
    if (known) return known;
    const kinship = kinshipOf(state.id);
    const parent = kinship?.parent ?? state.caller?.execution;
    const label = kinship ? labelOf(state, kinship.index) : state.id.replace(/:.*/s, '');
    const branch: Branch = { label, status: 'RUNNING', rows: [] };
    this.#branches.set(state.id, branch);
    const above = parent === undefined ? undefined : this.#branches.get(parent)?.rows.at(-1);
    if (above) above.children.push(branch);
    else this.#root ??= branch;
    return branch;
  }
}

function labelOf({ child }: Execution, index: number): string {
  return child?.kind === 'branch' ? `branch ${index}` : `item ${index}`;
}

function apply(branch: Branch, { type, details = {} }: HistoryEvent, at: Timestamp): void {
  if (type.endsWith('StateEntered')) {
    const name = details.name ?? '';
    branch.rows.push({ name, status: 'running', enteredAt: at, retries: 0, children: [] });
    return;
  }
  const row = branch.rows.at(-1);
  if (!row) return;
  if (type.endsWith('StateExited')) {
    row.status = row.status === 'failed' ? 'caught' : 'succeeded';
    row.leftAt = at;
    delete row.until;
    delete row.waitsFor;
  } else if (details.error !== undefined && !type.startsWith('MapIteration')) {
    row.status = 'failed';
    row.error = details.error;
    if (details.cause !== undefined) row.cause = details.cause;
  } else if (/(?:Failed|TimedOut)$/.test(type) && !type.startsWith('MapIteration')) {
    row.status = 'failed';
    if (type.endsWith('TimedOut')) row.error ??= 'States.Timeout';
  } else if (/(?:Succeeded)$/.test(type) && row.status === 'failed') row.status = 'running';
}

function end(row: Row, { status, failure }: Execution, at: Timestamp): void {
  delete row.until;
  delete row.waitsFor;
  row.leftAt ??= at;
  if (status === 'SUCCEEDED') {
    row.status = 'succeeded';
    return;
  }
  if (status === 'ABORTED') row.status = row.status === 'succeeded' ? 'succeeded' : 'aborted';
  else row.status = 'failed';
  if (failure?.error !== undefined) row.error ??= failure.error;
  if (failure?.cause !== undefined) row.cause ??= failure.cause;
}

function wait(row: Row, { current }: Execution): void {
  delete row.until;
  delete row.waitsFor;
  if (current?.name !== row.name || row.leftAt !== undefined) return;
  const { waiting } = current;
  row.retries = (current.retries ?? []).reduce((sum, count) => sum + count, 0);
  if (waiting?.for === 'timer' || waiting?.for === 'retry') {
    row.status = waiting.for === 'retry' ? 'failed' : 'waiting';
    row.until = waiting.until;
  } else if (waiting?.for === 'task' && waiting.attempt !== undefined) {
    row.status = 'waiting';
    row.waitsFor = waiting.job ? 'its job' : 'its answer';
  } else if (waiting) row.status = 'running';
}
