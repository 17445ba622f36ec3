/** The report: a table of scores, and the cases that fail with where they differ. */

import type { Json } from '../../core/json.ts';
import type { Difference } from './differences.ts';
import type { Verdict } from './verdict.ts';

/** One row of the table; the scores count supported cases only. */
export interface Score {
  group: string;
  cases: number;
  strict: number;
  semantic: number;
  unsupported: number;
}

/** The scores of each group, by name, and the total of all. */
export function scores(verdicts: Verdict[]): { groups: Score[]; total: Score } {
  const byGroup = Map.groupBy(verdicts, ({ group }) => group);
  const groups = [...byGroup].sort().map(([group, members]) => scoreOf(group, members));
  return { groups, total: scoreOf('total', verdicts) };
}

function scoreOf(group: string, verdicts: Verdict[]): Score {
  const count = (holds: (verdict: Verdict) => boolean): number => verdicts.filter(holds).length;
  return {
    group,
    cases: verdicts.length,
    strict: count(({ strict }) => strict),
    semantic: count(({ semantic }) => semantic),
    unsupported: count(({ unsupported }) => unsupported !== undefined),
  };
}

/** The whole report as text; `all` prints every difference in full, not only each case's first in short. */
export function report(verdicts: Verdict[], all = false): string {
  const failing = verdicts.filter(
    ({ strict, unsupported }) => !strict && unsupported === undefined,
  );
  return [...failing.map((verdict) => failure(verdict, all)), table(verdicts)].join('\n');
}

/** One failing case: what went wrong and where it first differs, or all of it. */
export function failure(verdict: Verdict, all: boolean): string {
  const lines = [`${verdict.semantic ? 'differs' : 'FAILS  '} ${verdict.file}`];
  if (verdict.trouble !== undefined) lines.push(`    ${verdict.trouble}`);
  // After trouble the rest was never answered: that says nothing more.
  const told = verdict.trouble === undefined || all ? verdict.differences : [];
  const shown = all ? told : told.slice(0, 1);
  for (const difference of shown) lines.push(...differenceLines(difference, all ? 4000 : 300));
  const more = told.length - shown.length;
  if (more > 0) lines.push(`    and ${more} more`);
  return lines.join('\n');
}

function differenceLines({ path, expected, got }: Difference, limit: number): string[] {
  return [
    `    ${path}`,
    `      expected ${shortened(expected, limit)}`,
    `      got      ${shortened(got, limit)}`,
  ];
}

function shortened(value: Json | undefined, limit: number): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

function table(verdicts: Verdict[]): string {
  const { groups, total } = scores(verdicts);
  const line = (cells: string[]): string =>
    `${(cells[0] ?? '').padEnd(22)}${cells
      .slice(1)
      .map((cell) => cell.padStart(15))
      .join('')}`;
  const row = ({ group, cases, strict, semantic, unsupported }: Score): string => {
    const supported = cases - unsupported;
    return line([
      group,
      String(cases),
      ratio(strict, supported),
      ratio(semantic, supported),
      String(unsupported),
    ]);
  };
  return [
    line(['group', 'cases', 'strict', 'semantic', 'unsupported']),
    ...groups.map(row),
    row(total),
  ].join('\n');
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? '-' : `${part} (${Math.floor((part / whole) * 100)} %)`;
}
