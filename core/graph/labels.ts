/** Puts words at edges: in the gap below the state that they leave, and beside each other. */

import type { Edge, Grid, Point } from './geometry.ts';
import type { Scope } from './scope.ts';

const LONGEST = 28;
const CHARACTER = 6.3;
const LINE = 14;

/** The lines that a gap has room for, the middle first. */
const BEST_LINES = [1, 0, 2];

/** The edges of a scope with their words. */
export function labelled(scope: Scope, edges: readonly Edge[], grid: Grid): Edge[] {
  // By gap and line.
  const taken = new Map<string, [number, number][]>();
  return edges.map((edge, index) => {
    const { from = 0, label = '' } = scope.links[index] ?? {};
    if (label === '') return edge;
    const row = grid.ranks[from] ?? 0;
    const bottom = grid.bottoms[row] ?? 0;
    const text = label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
    const x = middleBelow(edge.points, bottom);
    const half = (text.length * CHARACTER) / 2 + 4;
    const line = freeLine(taken, row, x - half, x + half);
    return { ...edge, label: { x, y: bottom + 16 + line * LINE, text } };
  });
}

/** Where an edge passes the gap. */
function middleBelow(points: readonly Point[], bottom: number): number {
  const [first] = points;
  const below = points.findIndex(({ y }) => y > bottom + 1);
  const [enter, leave] = [points[below - 1] ?? first, points[below] ?? first];
  return ((enter?.x ?? 0) + (leave?.x ?? 0)) / 2;
}

function freeLine(
  taken: Map<string, [number, number][]>,
  row: number,
  left: number,
  right: number,
): number {
  for (const line of BEST_LINES) {
    const key = `${row} ${line}`;
    const spans = taken.get(key) ?? [];
    if (spans.some(([from, to]) => left < to && from < right)) continue;
    taken.set(key, [...spans, [left, right]]);
    return line;
  }
  return 0;
}
