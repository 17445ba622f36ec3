/** Lays out a definition as a graph: boxes and edges in pixels, for whoever draws them. */

import { columnsOf } from './columns.ts';
import type { Box, Edge, Grid, Layout, Point, Sized } from './geometry.ts';
import { labelled } from './labels.ts';
import { orderRows } from './ordering.ts';
import { type Ranking, rankScope } from './ranks.ts';
import { routeLinks } from './routes.ts';
import { rowsOf } from './rows.ts';
import { machineScope, type Scope, type ScopeNode } from './scope.ts';

export type { Box, Edge, Layout, Point } from './geometry.ts';

/** The height of a container's own text. */
export const HEADER = 40;

const MARGIN = 16;
const PADDING = 16;
const STATE_HEIGHT = 48;
const MARKER_SIZE = 28;
const MARKER_WIDTH = 60;
const LEAST_WIDTH = 148;
const MOST_WIDTH = 260;
const CHARACTER = 7.4;
const AROUND_TEXT = 52;
const GAP = 40;
const LABELLED_GAP = 60;

/**
 * The layout of a definition. What is wrong in it is left out: a transition to nowhere, a state that is no object.
 *
 * @param definition a Definition, or any JSON object that wants to become one
 */
export function layoutOf(definition: object): Layout {
  const { width, height, boxes, edges } = layScope(machineScope(definition));
  return shifted({ width: width + 2 * MARGIN, height: height + 2 * MARGIN, boxes, edges }, MARGIN);
}

function layScope(scope: Scope): Layout {
  const sized = scope.nodes.map(sizeOf);
  const ranking = rankScope(scope);
  const { vertices, rows: unordered, lanes } = rowsOf(scope, ranking);
  const rows = orderRows({ vertices, rows: unordered });
  const widths = vertices.map(({ node }) => (node === undefined ? 0 : (sized[node]?.width ?? 0)));
  const middles = columnsOf(vertices, rows, widths, lanes);
  const heights = rows.map((row) =>
    row.reduce((most, vertex) => Math.max(most, sized[vertex]?.height ?? 0), 0),
  );
  const { tops, bottoms } = stack(heights, gapsOf(scope, ranking, rows.length));
  const grid: Grid = { vertices, rows, lanes, middles, tops, bottoms, sized, ...ranking };
  const boxes = sized.flatMap((one, node) => boxesOf(one, node, grid));
  const inner = sized.flatMap((one, node) => innerOf(one, node, grid));
  const edges = labelled(scope, routeLinks(scope, grid), grid);
  return bounded(
    [...boxes, ...inner.flatMap((layout) => layout.boxes)],
    [...inner.flatMap((layout) => layout.edges), ...edges],
  );
}

/** The gap above each row, wider where words stand in it. */
function gapsOf(scope: Scope, { ranks, back }: Ranking, rows: number): number[] {
  const gaps = Array.from({ length: rows }, () => GAP);
  gaps[0] = 0;
  for (const [link, { from, to, label }] of scope.links.entries()) {
    const row = (ranks[from] ?? 0) + 1;
    if (label !== '' && row < rows) gaps[row] = LABELLED_GAP;
    // Room for the turns of links that lead back, above the first row too.
    if (back[link] && ranks[to] === 0) gaps[0] = GAP / 2;
  }
  return gaps;
}

function stack(heights: readonly number[], gaps: readonly number[]) {
  const tops: number[] = [];
  const bottoms: number[] = [];
  let y = 0;
  for (const [row, height] of heights.entries()) {
    y += gaps[row] ?? 0;
    tops.push(y);
    y += height;
    bottoms.push(y);
  }
  return { tops, bottoms };
}

function sizeOf(node: ScopeNode): Sized {
  if (node.kind !== 'state') return { node, width: MARKER_WIDTH, height: MARKER_SIZE, inner: [] };
  const second = node.detail === '' ? 0 : node.type.length + node.detail.length + 3;
  const text = Math.max(node.name.length, second * 0.85);
  const width = Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, text * CHARACTER + AROUND_TEXT));
  const inner = node.scopes.map(layScope);
  if (inner.length === 0) return { node, width, height: STATE_HEIGHT, inner };
  const across = inner.reduce((sum, layout) => sum + layout.width + 3 * PADDING, PADDING);
  const tallest = inner.reduce((most, { height }) => Math.max(most, height), 0);
  const height = HEADER + tallest + 3 * PADDING;
  return { node, width: Math.max(width, across), height, inner };
}

function placeOf({ width, height }: Sized, node: number, grid: Grid): Point {
  const row = grid.ranks[node] ?? 0;
  const top = grid.tops[row] ?? 0;
  const bottom = grid.bottoms[row] ?? 0;
  return { x: (grid.middles[node] ?? 0) - width / 2, y: (top + bottom - height) / 2 };
}

function boxesOf(sized: Sized, node: number, grid: Grid): Box[] {
  const { kind, name, type, detail } = sized.node;
  const { width, height, inner } = sized;
  const contains = inner.length > 0;
  const at = placeOf(sized, node, grid);
  const box: Box = { kind, name, type, detail, ...at, width, height, contains };
  return [box, ...branchesOf(sized, at).map((place) => branchBox(name, place))];
}

function branchBox(name: string, place: Pick<Box, 'x' | 'y' | 'width' | 'height'>): Box {
  return { kind: 'branch', name, type: '', detail: '', ...place, contains: true };
}

/** Where the branches of a container lie: side by side, below its text. */
function branchesOf({ inner, width }: Sized, { x, y }: Point) {
  const across = inner.reduce((sum, layout) => sum + layout.width + 3 * PADDING, PADDING);
  const tallest = inner.reduce((most, { height }) => Math.max(most, height), 0);
  let left = x + (width - across) / 2 + PADDING;
  return inner.map((layout) => {
    const place = {
      x: left,
      y: y + HEADER,
      width: layout.width + 2 * PADDING,
      height: tallest + 2 * PADDING,
    };
    left += place.width + PADDING;
    return place;
  });
}

function innerOf(sized: Sized, node: number, grid: Grid): Layout[] {
  const places = branchesOf(sized, placeOf(sized, node, grid));
  return sized.inner.map((layout, branch) => {
    const { x = 0, y = 0 } = places[branch] ?? {};
    return shifted(layout, x + PADDING, y + PADDING);
  });
}

/** The smallest frame around everything, which begins at 0, 0. */
function bounded(boxes: Box[], edges: Edge[]): Layout {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (x: number, y: number) => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  };
  for (const { x, y, width, height } of boxes) {
    take(x, y);
    take(x + width, y + height);
  }
  for (const { points, label } of edges) {
    for (const { x, y } of points) take(x, y);
    if (label) take(label.x, label.y);
  }
  if (boxes.length === 0) return { width: 0, height: 0, boxes, edges };
  const layout = { width: right - left, height: bottom - top, boxes, edges };
  return shifted(layout, -left, -top);
}

function shifted(layout: Layout, dx: number, dy = dx): Layout {
  const move = <P extends Point>(point: P): P => ({ ...point, x: point.x + dx, y: point.y + dy });
  if (dx === 0 && dy === 0) return layout;
  return {
    ...layout,
    boxes: layout.boxes.map(move),
    edges: layout.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(move),
      ...(edge.label && { label: move(edge.label) }),
    })),
  };
}
