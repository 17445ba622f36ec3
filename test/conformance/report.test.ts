/** The report of a conformance run, and the list of passing cases it leaves. */

import { describe, expect, it } from 'vitest';
import { passingAfter } from '../../scripts/conformance/passing.ts';
import { report } from '../../scripts/conformance/report.ts';
import type { Verdict } from '../../scripts/conformance/verdict.ts';

const verdict = (file: string, more: Partial<Verdict>): Verdict => ({
  file,
  group: file.split('/')[0] ?? '',
  strict: false,
  semantic: false,
  differences: [],
  ...more,
});

const verdicts = [
  verdict('base/a.json', { strict: true, semantic: true }),
  verdict('base/b.json', {
    semantic: true,
    differences: [
      { path: 'history.events[1].id', expected: 2, got: 3 },
      { path: 'history.events[2].id', expected: 3, got: undefined },
    ],
  }),
  verdict('logs/c.json', { unsupported: 'needs logs' }),
];

describe('the report', () => {
  it('shows the first difference of each failing case and a table of scores', () => {
    expect(
      report(verdicts)
        .split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual([
      'differs base/b.json',
      '    history.events[1].id',
      '      expected 2',
      '      got      3',
      '    and 1 more',
      'group                           cases         strict       semantic    unsupported',
      'base                                2       1 (50 %)      2 (100 %)              0',
      'logs                                1              -              -              1',
      'total                               3       1 (50 %)      2 (100 %)              1',
    ]);
  });

  it('shows every difference when asked', () => {
    expect(report(verdicts, true)).toContain(
      'history.events[2].id\n      expected 3\n      got      nothing',
    );
  });
});

describe('the list of passing cases', () => {
  it('replaces what the run covered and keeps the rest', () => {
    expect(passingAfter(['api/z.json', 'base/b.json'], verdicts)).toEqual([
      'api/z.json',
      'base/a.json',
    ]);
  });
});
