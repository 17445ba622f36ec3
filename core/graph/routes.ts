/** The ways that links take through a scope: down between the boxes, or back up along a lane of their own. */

import type { Edge, Grid, Point } from './geometry.ts';
import type { Lane } from './rows.ts';
import type { Link, Scope } from './scope.ts';

/** How far from a box a way back turns. */
const TURN = 14;

/** The edges of a scope, one for each link, in the links' order. */
export function routeLinks(scope: Scope, grid: Grid): Edge[] {
  const ports = portsOf(scope, grid);
  const longest = longestLinks(scope, grid);
  return scope.links.map((link, index) => {
    const back = grid.back[index] === true;
    const lane = grid.lanes[index];
    const port = ports[index] ?? 0;
    const merges = lane !== undefined && longest.get(lane) !== index;
    const points = straightened(
      back ? wayBack(link, lane, port, merges, grid) : wayDown(link, lane, port, merges, grid),
    );
    return {
      from: scope.nodes[link.from]?.name ?? '',
      to: scope.nodes[link.to]?.name ?? '',
      kind: link.kind,
      back,
      merges,
      points,
    };
  });
}

/** Which link goes the whole length of each lane; the others end where they have joined it. */
function longestLinks(scope: Scope, grid: Grid): Map<Lane, number> {
  const longest = new Map<Lane, number>();
  const length = (link: number) => {
    const { from = 0, to = 0 } = scope.links[link] ?? {};
    return Math.abs((grid.ranks[to] ?? 0) - (grid.ranks[from] ?? 0));
  };
  for (const [link, lane] of grid.lanes.entries()) {
    if (!lane) continue;
    const known = longest.get(lane);
    if (known === undefined || length(link) > length(known)) longest.set(lane, link);
  }
  return longest;
}

/** Where along the lower side of its box each link leaves: in the order of where they go. */
function portsOf(scope: Scope, grid: Grid): number[] {
  const leaving = new Map<number, number[]>();
  for (const [link, { from }] of scope.links.entries()) {
    const all = leaving.get(from);
    if (all) all.push(link);
    else leaving.set(from, [link]);
  }
  const ports = scope.links.map(() => 0);
  for (const [from, links] of leaving) {
    const width = grid.sized[from]?.width ?? 0;
    const heading = (link: number) => headingOf(scope.links[link], grid.lanes[link], grid);
    links.sort((a, b) => heading(a) - heading(b));
    const step = Math.min(36, (width * 0.7) / links.length);
    for (const [place, link] of links.entries()) {
      ports[link] = (grid.middles[from] ?? 0) + (place - (links.length - 1) / 2) * step;
    }
  }
  return ports;
}

function headingOf(link: Link | undefined, lane: Lane | undefined, grid: Grid): number {
  if (!link) return 0;
  if (!lane) return grid.middles[link.to] ?? 0;
  const vertex = lane.vertices[(grid.ranks[link.from] ?? 0) + 1 - lane.top] ?? lane.vertices.at(-1);
  return grid.middles[vertex ?? link.to] ?? 0;
}

function wayDown(
  { from, to }: Link,
  lane: Lane | undefined,
  port: number,
  merges: boolean,
  grid: Grid,
): Point[] {
  const fromRow = grid.ranks[from] ?? 0;
  const start = fromRow + 1 - (lane?.top ?? 0);
  const passed = lane?.vertices.slice(start, merges ? start + 1 : undefined) ?? [];
  const points = [
    { x: port, y: lowerSide(from, grid) },
    { x: port, y: grid.bottoms[fromRow] ?? 0 },
    ...passed.flatMap((vertex) => {
      const { rank = 0 } = grid.vertices[vertex] ?? {};
      const middle = grid.middles[vertex] ?? 0;
      return [
        { x: middle, y: grid.tops[rank] ?? 0 },
        { x: middle, y: grid.bottoms[rank] ?? 0 },
      ];
    }),
  ];
  if (merges) return points;
  const x = grid.middles[to] ?? 0;
  const toRow = grid.ranks[to] ?? 0;
  return [...points, { x, y: grid.tops[toRow] ?? 0 }, { x, y: upperSide(to, grid) }];
}

function wayBack(
  { from, to }: Link,
  lane: Lane | undefined,
  port: number,
  merges: boolean,
  grid: Grid,
): Point[] {
  const fromRow = grid.ranks[from] ?? 0;
  const toRow = grid.ranks[to] ?? 0;
  const all = lane?.vertices.slice(0, fromRow - toRow + 1).reverse() ?? [];
  const passed = merges ? all.slice(0, 1) : all;
  const xOf = (vertex: number | undefined) => grid.middles[vertex ?? to] ?? 0;
  const below = (grid.bottoms[fromRow] ?? 0) + TURN;
  const corners = passed.slice(1).flatMap((vertex, index) => {
    const { rank = 0 } = grid.vertices[vertex] ?? {};
    // Where the lane moves aside it does so between two rows.
    const y = ((grid.bottoms[rank] ?? 0) + (grid.tops[rank + 1] ?? 0)) / 2;
    return [
      { x: xOf(passed[index]), y },
      { x: xOf(vertex), y },
    ];
  });
  const out = [
    { x: port, y: lowerSide(from, grid) },
    { x: port, y: below },
    { x: xOf(passed[0]), y: below },
    ...corners,
  ];
  if (merges) return [...out, { x: xOf(passed[0]), y: grid.tops[fromRow] ?? 0 }];
  const above = (grid.tops[toRow] ?? 0) - TURN;
  const last = xOf(passed.at(-1));
  const side = Math.sign(last - xOf(undefined)) || 1;
  const entry = xOf(undefined) + side * Math.min((grid.sized[to]?.width ?? 0) / 4, 32);
  return [
    ...out,
    { x: last, y: above },
    { x: entry, y: above },
    { x: entry, y: upperSide(to, grid) },
  ];
}

function lowerSide(node: number, grid: Grid): number {
  return middleOf(node, grid) + (grid.sized[node]?.height ?? 0) / 2;
}

function upperSide(node: number, grid: Grid): number {
  return middleOf(node, grid) - (grid.sized[node]?.height ?? 0) / 2;
}

function middleOf(node: number, grid: Grid): number {
  const row = grid.ranks[node] ?? 0;
  return ((grid.tops[row] ?? 0) + (grid.bottoms[row] ?? 0)) / 2;
}

/** Leaves out points on a straight line between their neighbours. */
function straightened(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  const distinct = points.filter(({ x, y }, index) => {
    const before = points[index - 1];
    return !before || !same(before.x, x) || !same(before.y, y);
  });
  for (const [index, point] of distinct.entries()) {
    const before = kept.at(-1);
    const after = distinct[index + 1];
    const inLine =
      before !== undefined &&
      after !== undefined &&
      ((same(before.x, point.x) && same(point.x, after.x)) ||
        (same(before.y, point.y) && same(point.y, after.y)));
    if (!inLine) kept.push(point);
  }
  return kept;
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.5;
}
