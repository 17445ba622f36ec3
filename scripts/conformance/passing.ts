/** The committed lists of cases: those that pass strictly, none of which may be lost again, and why the others do not. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from './verdict.ts';

const FILE = join(import.meta.dirname, '../../test/conformance/passing.json');
const DIFFERING = join(import.meta.dirname, '../../test/conformance/differing.json');

/** The file names of the cases that passed strictly when the list was last written. */
export function readPassing(): string[] {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : [];
}

/** The list after a run: what the run covered is replaced, everything else is kept. */
export function passingAfter(before: string[], verdicts: Verdict[]): string[] {
  const covered = new Set(verdicts.map(({ file }) => file));
  const kept = before.filter((file) => !covered.has(file));
  const passed = verdicts.filter(({ strict }) => strict).map(({ file }) => file);
  return [...kept, ...passed].sort();
}

export function writePassing(files: string[]): void {
  writeFileSync(FILE, `${JSON.stringify(files, null, 2)}\n`);
}

/** Why cases do not pass, by their file names. */
export function readDiffering(): Record<string, string> {
  return JSON.parse(readFileSync(DIFFERING, 'utf8'));
}

/** Keeps the reasons of the cases that still do not pass. */
export function writeDiffering(passing: string[]): void {
  const reasons = Object.entries(readDiffering()).filter(([file]) => !passing.includes(file));
  writeFileSync(DIFFERING, `${JSON.stringify(Object.fromEntries(reasons), null, 2)}\n`);
}
