/** Orders the vertices of each row so that few links cross: by the middle of what each is linked to, over and over. */

import type { Rows, Vertex } from './rows.ts';

const SWEEPS = 6;

/** Above this many vertices, one sweep each way has to do. */
const MANY = 6_000;

/** The rows in their best order. */
export function orderRows({ vertices, rows }: Pick<Rows, 'vertices' | 'rows'>): number[][] {
  const places = new Float64Array(vertices.length);
  let current = rows.map((row) => [...row]);
  settle(current, places);
  if (vertices.length > MANY) {
    sweep(current, vertices, places, true);
    sweep(current, vertices, places, false);
    return current;
  }
  let best = current.map((row) => [...row]);
  let fewest = crossings(best, vertices, places);
  for (let round = 0; round < SWEEPS && fewest > 0; round++) {
    sweep(current, vertices, places, round % 2 === 0);
    const count = crossings(current, vertices, places);
    if (count >= fewest) continue;
    fewest = count;
    best = current;
    current = current.map((row) => [...row]);
  }
  return best;
}

function settle(rows: number[][], places: Float64Array): void {
  for (const row of rows) for (const [place, vertex] of row.entries()) places[vertex] = place;
}

function sweep(
  rows: number[][],
  vertices: readonly Vertex[],
  places: Float64Array,
  down: boolean,
): void {
  const wanted = new Float64Array(vertices.length);
  for (const row of down ? rows : rows.toReversed()) {
    for (const vertex of row) {
      const { above = [], below = [] } = vertices[vertex] ?? {};
      const near = down ? above : below;
      const sum = near.reduce((total, other) => total + (places[other] ?? 0), 0);
      wanted[vertex] = near.length > 0 ? sum / near.length : (places[vertex] ?? 0);
    }
    row.sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
    for (const [place, vertex] of row.entries()) places[vertex] = place;
  }
}

/** How many links cross, between all neighbouring rows. */
function crossings(
  rows: readonly number[][],
  vertices: readonly Vertex[],
  places: Float64Array,
): number {
  let count = 0;
  settle(rows.slice(), places);
  for (const [rank, row] of rows.entries()) {
    const width = rows[rank + 1]?.length ?? 0;
    // A Fenwick tree counts the ends to the right of each one that were met before it.
    const tree = new Uint32Array(width + 1);
    let met = 0;
    for (const vertex of row) {
      const ends = (vertices[vertex]?.below ?? []).map((lower) => places[lower] ?? 0);
      for (const end of ends) count += met - countUpTo(tree, end);
      for (const end of ends) {
        for (let at = end + 1; at <= width; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
      }
      met += ends.length;
    }
  }
  return count;
}

function countUpTo(tree: Uint32Array, place: number): number {
  let sum = 0;
  for (let at = place + 1; at > 0; at -= at & -at) sum += tree[at] ?? 0;
  return sum;
}
