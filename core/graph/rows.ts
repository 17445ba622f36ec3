/** Rows: the nodes of each rank, and between them the lanes in which links pass ranks that they do not stop at. */

import type { Ranking } from './ranks.ts';
import type { Scope } from './scope.ts';

/** A node, or the place where a lane passes a rank. */
export interface Vertex {
  rank: number;
  node?: number;
  /** What it is linked to in the rows above and below. */
  above: number[];
  below: number[];
}

/** Where a link passes: the lane's vertices from its upper to its lower rank. */
export interface Lane {
  /** The first rank that the lane passes; its vertices follow each other downwards. */
  top: number;
  vertices: number[];
}

export interface Rows {
  vertices: Vertex[];
  /** Vertices by rank, as they first stand from left to right. */
  rows: number[][];
  /** By link; absent where it passes no rank, or where there are too many lanes. */
  lanes: (Lane | undefined)[];
}

/** Links beyond this many passed ranks go straight, across what stands between. */
const MOST_PASSES = 60_000;

/** Builds the rows. Links to the same target share a lane, so a handler of all errors has one line leading to it. */
export function rowsOf(scope: Scope, { ranks, back, order }: Ranking): Rows {
  const vertices: Vertex[] = scope.nodes.map((_, node) => ({
    rank: ranks[node] ?? 0,
    node,
    above: [],
    below: [],
  }));
  const rows: number[][] = [];
  const put = (vertex: number) => {
    const rank = vertices[vertex]?.rank ?? 0;
    while (rows.length <= rank) rows.push([]);
    rows[rank]?.push(vertex);
  };
  for (const node of order) put(node);
  const add = (rank: number) => {
    const vertex = vertices.push({ rank, above: [], below: [] }) - 1;
    put(vertex);
    return vertex;
  };
  const connect = (upper: number, lower: number) => {
    vertices[upper]?.below.push(lower);
    vertices[lower]?.above.push(upper);
  };

  const shared = new Map<string, Lane>();
  let passes = 0;
  const lanes = scope.links.map(({ from, to }, link) => {
    const isBack = back[link] === true;
    // A link back leaves below its state and enters above its target: it passes their ranks too.
    const [top, bottom] = isBack
      ? [ranks[to] ?? 0, ranks[from] ?? 0]
      : [(ranks[from] ?? 0) + 1, (ranks[to] ?? 0) - 1];
    if (top > bottom) {
      connect(from, to);
      return undefined;
    }
    const key = `${isBack} ${to}`;
    const lane = shared.get(key) ?? { top: isBack ? top : bottom + 1, vertices: [] };
    const missing = isBack ? bottom - top + 1 - lane.vertices.length : lane.top - top;
    if (passes + Math.max(0, missing) > MOST_PASSES) return undefined;
    passes += Math.max(0, missing);
    shared.set(key, lane);
    grow(lane, isBack, top, bottom, add, connect);
    if (!isBack) {
      const first = lane.vertices[top - lane.top];
      const last = lane.vertices.at(-1);
      if (first !== undefined) connect(from, first);
      if (last !== undefined && !vertices[last]?.below.includes(to)) connect(last, to);
    }
    return lane;
  });
  return { vertices, rows, lanes };
}

/** A lane ends at its target: one that leads back grows downwards, any other upwards. */
function grow(
  lane: Lane,
  isBack: boolean,
  top: number,
  bottom: number,
  add: (rank: number) => number,
  connect: (upper: number, lower: number) => void,
): void {
  if (isBack) {
    for (let rank = lane.top + lane.vertices.length; rank <= bottom; rank++) {
      const upper = lane.vertices.at(-1);
      const vertex = add(rank);
      if (upper !== undefined) connect(upper, vertex);
      lane.vertices.push(vertex);
    }
    return;
  }
  const added: number[] = [];
  let lower = lane.vertices[0];
  for (let rank = lane.top - 1; rank >= top; rank--) {
    const vertex = add(rank);
    if (lower !== undefined) connect(vertex, lower);
    added.push(vertex);
    lower = vertex;
  }
  lane.vertices = [...added.reverse(), ...lane.vertices];
  lane.top = Math.min(lane.top, top);
}
