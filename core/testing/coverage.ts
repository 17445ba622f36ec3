/** Which states and branches of state machines the runs of a suite went through. */

import type { Machine } from '../engine/machine.ts';
import { type Branch, branchesOfMachine } from './observed-machine.ts';

export interface StateHits {
  state: string;
  hits: number;
}

export interface BranchHits extends Branch {
  hits: number;
}

export interface Share {
  covered: number;
  total: number;
  /** From 0 to 100; 100 where there is nothing to cover. */
  percent: number;
}

/** In percent; what is left out has no threshold. */
export interface Thresholds {
  states?: number;
  branches?: number;
}

/** Less was covered than asked for; the message says what was not. */
export class CoverageError extends Error {}

/** Counts for one machine, by the run. */
export class Counts {
  readonly #hits = new Map<string, number>();

  enter(state: string): void {
    this.#add(keyOf(state));
  }

  leave(state: string): void {
    this.#add(keyOf(state, 'exits'));
  }

  take(state: string, field: string): void {
    this.#add(keyOf(state, field));
    if (field.startsWith('Choices')) this.#add(keyOf(state, 'rules'));
  }

  entered(state: string): number {
    return this.#of(keyOf(state));
  }

  /** A Choice that is left by none of its rules is left by its default. */
  taken({ state, field }: Branch): number {
    if (field !== 'Default') return this.#of(keyOf(state, field));
    return Math.max(0, this.#of(keyOf(state, 'exits')) - this.#of(keyOf(state, 'rules')));
  }

  #add(key: string): void {
    this.#hits.set(key, this.#of(key) + 1);
  }

  #of(key: string): number {
    return this.#hits.get(key) ?? 0;
  }
}

/** What was covered of one state machine. */
export class Coverage {
  readonly machine: string;
  readonly states: StateHits[];
  readonly branches: BranchHits[];

  constructor(machine: Machine, counts: Counts) {
    this.machine = machine.name;
    this.states = [...machine.states.keys()].map((state) => ({
      state,
      hits: counts.entered(state),
    }));
    this.branches = branchesOfMachine(machine).map((branch) => ({
      ...branch,
      hits: counts.taken(branch),
    }));
  }

  get stateShare(): Share {
    return shareOf(this.states);
  }

  get branchShare(): Share {
    return shareOf(this.branches);
  }

  /** What no run went through: `Refund`, `Is it paid? Default → Refund`. */
  get missing(): string[] {
    return [
      ...this.states.filter(({ hits }) => hits === 0).map(({ state }) => state),
      ...this.branches
        .filter(({ hits }) => hits === 0)
        .map(({ state, field, next }) => `${state} ${field} → ${next}`),
    ];
  }
}

/** A table of what was covered, a state machine a row, and below each row what was missed. */
export function coverageTable(coverages: readonly Coverage[]): string {
  const rows = coverages.map(({ machine, stateShare, branchShare }) => [
    machine,
    shown(stateShare),
    shown(branchShare),
  ]);
  const table = [['state machine', 'states', 'branches'], ...rows];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines
    .flatMap((line, index) => [
      line,
      ...(coverages[index - 1]?.missing ?? []).map((missed) => `  not covered: ${missed}`),
    ])
    .join('\n');
}

/** @throws {CoverageError} with the table, when a machine is below a threshold */
export function checkCoverage(coverages: readonly Coverage[], thresholds: Thresholds): void {
  const { states = 0, branches = 0 } = thresholds;
  const short = coverages.filter(
    ({ stateShare, branchShare }) => stateShare.percent < states || branchShare.percent < branches,
  );
  if (short.length === 0) return;
  throw new CoverageError(
    `Coverage is below ${states} % of the states or ${branches} % of the branches:\n${coverageTable(short)}`,
  );
}

function shareOf(entries: readonly { hits: number }[]): Share {
  const covered = entries.filter(({ hits }) => hits > 0).length;
  const total = entries.length;
  return { covered, total, percent: total === 0 ? 100 : (covered / total) * 100 };
}

function shown({ covered, total, percent }: Share): string {
  return total === 0 ? 'none' : `${covered}/${total} ${Math.floor(percent)} %`;
}

function keyOf(state: string, field = ''): string {
  return `${field}#${state}`;
}
