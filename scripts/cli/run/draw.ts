/** Draws the tree of a run as lines. */

import type { Timestamp } from '../../../core/engine/execution.ts';
import { causeLine } from '../cause.ts';
import type { Colour, Style } from '../terminal.ts';
import type { Branch, Row, RowStatus } from './tree.ts';

const MARKS: Readonly<Record<RowStatus, readonly [string, Colour]>> = {
  running: ['●', 'blue'],
  waiting: ['◷', 'yellow'],
  succeeded: ['✓', 'green'],
  caught: ['↷', 'yellow'],
  failed: ['✗', 'red'],
  aborted: ['■', 'dim'],
};

/** More children of a state than this are summed up, but for those that run or have failed. */
const MOST_CHILDREN = 8;
const MOST_VISITS = 30;

export interface Drawing {
  now: Timestamp;
  columns: number;
  style: Style;
}

/** The lines of a branch, from the top. */
export function drawTree(branch: Branch, drawing: Drawing): string[] {
  return drawBranch(branch, '', drawing);
}

function drawBranch({ rows }: Branch, indent: string, drawing: Drawing): string[] {
  const hidden = Math.max(0, rows.length - MOST_VISITS);
  const before = hidden > 0 ? [`${indent}… ${hidden} states before`] : [];
  return [...before, ...rows.slice(hidden).flatMap((row) => drawRow(row, indent, drawing))];
}

function drawRow(row: Row, indent: string, drawing: Drawing): string[] {
  const { style, columns } = drawing;
  const [mark, colour] = MARKS[row.status];
  const note = noteOf(row, drawing.now);
  const text = `${row.name}${note === '' ? '' : `  ${note}`}`;
  const room = Math.max(10, columns - indent.length - 3);
  const cut = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  const name = cut.slice(0, row.name.length);
  const line = `${indent}${style(colour, mark)} ${name}${style('dim', cut.slice(name.length))}`;
  return [line, ...drawChildren(row, `${indent}  `, drawing)];
}

function drawChildren({ children, status }: Row, indent: string, drawing: Drawing): string[] {
  if (children.length === 0) return [];
  const isOpen = ({ status: of }: Branch) => of !== 'SUCCEEDED';
  const isLong = children.length > MOST_CHILDREN;
  // A state that is done says enough by itself, unless its branches were few.
  const open = children.filter((child) => isOpen(child) && child.rows.length > 0);
  const shown = isLong ? open.slice(0, MOST_CHILDREN) : children;
  const lines = (isLong && status === 'succeeded' ? [] : shown).flatMap((child) => [
    `${indent}${drawing.style('dim', child.label)}`,
    ...drawBranch(child, `${indent}  `, drawing),
  ]);
  if (!isLong) return lines;
  const done = children.length - children.filter(isOpen).length;
  return [`${indent}${drawing.style('dim', `${done} of ${children.length} done`)}`, ...lines];
}

/** What is to say of a state beside its name. */
export function noteOf(row: Row, now: Timestamp): string {
  const parts = [lengthOf((row.leftAt ?? now) - row.enteredAt)];
  if (row.retries > 0) parts.push(row.retries === 1 ? '1 retry' : `${row.retries} retries`);
  if (row.error !== undefined && row.status !== 'succeeded') {
    parts.push(row.cause ? `${row.error}: ${causeLine(row.cause)}` : row.error);
  }
  if (row.until !== undefined) parts.push(`goes on in ${lengthOf(row.until - now)}`);
  if (row.waitsFor !== undefined) parts.push(`waits for ${row.waitsFor}`);
  return parts.join(' · ');
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** A length of time in words: `12 ms`, `1.5 s`, `2 min 5 s`, `30 d`. */
export function lengthOf(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))} s`;
  let rest = Math.round(ms / 1000) * 1000;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  if (rest > 0) parts.push(`${rest / 1000} s`);
  return parts.slice(0, 2).join(' ');
}
