/** The committed list of cases that pass strictly: none of them may be lost again. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from './verdict.ts';

const FILE = join(import.meta.dirname, '../../test/conformance/passing.json');

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
