/** Shows a place in a text, with the lines around it. */

import type { Position } from './definition-file.ts';

const BEFORE = 2;
const AFTER = 1;
const LONGEST_LINE = 120;

/** The lines around a place, numbered, with a caret below it; long lines are cut around it. */
export function codeFrame(text: string, { line, column }: Position): string {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - BEFORE);
  const last = Math.min(lines.length, line + AFTER);
  const width = String(last).length;
  const cut = Math.max(0, column - LONGEST_LINE / 2);
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const isMarked = number === line;
    const code = (lines[number - 1] ?? '').slice(cut, cut + LONGEST_LINE).replaceAll('\t', ' ');
    shown.push(`${isMarked ? '>' : ' '} ${String(number).padStart(width)} | ${code}`.trimEnd());
    if (isMarked) shown.push(`  ${' '.repeat(width)} | ${' '.repeat(column - 1 - cut)}^`);
  }
  return shown.join('\n');
}
