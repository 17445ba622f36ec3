/** Gives vertices their places from left to right: as near to what they are linked to as their neighbours allow. */

import type { Lane, Vertex } from './rows.ts';

const GAP = 32;
const LANE_GAP = 20;
const SWEEPS = 8;

/** A run of neighbours that stand as close as they may. */
interface Block {
  sum: number;
  weight: number;
  count: number;
}

/**
 * The middle of each vertex, in pixels, from 0 on.
 *
 * @param widths by vertex; those of lanes are 0
 */
export function columnsOf(
  vertices: readonly Vertex[],
  rows: readonly number[][],
  widths: readonly number[],
  lanes: readonly (Lane | undefined)[],
): number[] {
  const middles = vertices.map(() => 0);
  const offsets = rows.map((row) => offsetsOf(row, vertices, widths));
  for (const [rank, row] of rows.entries()) {
    const all = offsets[rank] ?? [];
    const centre = (all.at(-1) ?? 0) / 2;
    for (const [place, vertex] of row.entries()) middles[vertex] = (all[place] ?? 0) - centre;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    const both = sweep >= SWEEPS - 2;
    const ranks = rows.map((_, rank) => rank);
    for (const rank of down ? ranks : ranks.reverse()) {
      place(rows[rank] ?? [], offsets[rank] ?? [], vertices, middles, { down, both });
    }
  }
  for (const lane of new Set(lanes)) if (lane) straighten(lane, vertices, rows, offsets, middles);
  const left = vertices.reduce(
    (least, _, vertex) => Math.min(least, (middles[vertex] ?? 0) - (widths[vertex] ?? 0) / 2),
    Infinity,
  );
  return middles.map((middle) => middle - left);
}

/** Puts all of a lane below each other, where its neighbours leave room for that. */
function straighten(
  lane: Lane,
  vertices: readonly Vertex[],
  rows: readonly number[][],
  offsets: readonly number[][],
  middles: number[],
): void {
  let [least, most] = [-Infinity, Infinity];
  for (const vertex of lane.vertices) {
    const rank = vertices[vertex]?.rank ?? 0;
    const row = rows[rank] ?? [];
    const at = row.indexOf(vertex);
    const apart = (left: number) => (offsets[rank]?.[left + 1] ?? 0) - (offsets[rank]?.[left] ?? 0);
    const before = row[at - 1];
    const after = row[at + 1];
    if (before !== undefined) least = Math.max(least, (middles[before] ?? 0) + apart(at - 1));
    if (after !== undefined) most = Math.min(most, (middles[after] ?? 0) - apart(at));
  }
  if (least > most) return;
  const sorted = lane.vertices.map((vertex) => middles[vertex] ?? 0).sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  for (const vertex of lane.vertices) middles[vertex] = Math.min(most, Math.max(least, median));
}

/** How far right of the first vertex of a row each one stands at least. */
function offsetsOf(
  row: readonly number[],
  vertices: readonly Vertex[],
  widths: readonly number[],
): number[] {
  let offset = 0;
  return row.map((vertex, place) => {
    const before = row[place - 1];
    if (before === undefined) return 0;
    const isLane = [vertex, before].some((one) => vertices[one]?.node === undefined);
    const gap = isLane ? LANE_GAP : GAP;
    offset += ((widths[before] ?? 0) + (widths[vertex] ?? 0)) / 2 + gap;
    return offset;
  });
}

/** The least squares of all wishes in one row under its order and its gaps: pools of adjacent violators. */
function place(
  row: readonly number[],
  offsets: readonly number[],
  vertices: readonly Vertex[],
  middles: number[],
  { down, both }: { down: boolean; both: boolean },
): void {
  const blocks: Block[] = [];
  for (const [at, vertex] of row.entries()) {
    const { wish, weight } = wishOf(vertex, vertices, middles, down, both);
    let block: Block = { sum: (wish - (offsets[at] ?? 0)) * weight, weight, count: 1 };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      if (last.sum / last.weight <= block.sum / block.weight) break;
      blocks.pop();
      block = {
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
        count: last.count + block.count,
      };
    }
    blocks.push(block);
  }
  let at = 0;
  for (const { sum, weight, count } of blocks) {
    for (const end = at + count; at < end; at++) {
      const vertex = row[at];
      if (vertex !== undefined) middles[vertex] = sum / weight + (offsets[at] ?? 0);
    }
  }
}

/** Lanes wish to be straight more than states wish to stand in the middle. */
function wishOf(
  vertex: number,
  vertices: readonly Vertex[],
  middles: readonly number[],
  down: boolean,
  both: boolean,
): { wish: number; weight: number } {
  const { above = [], below = [], node } = vertices[vertex] ?? {};
  const near = both ? [...above, ...below] : down ? above : below;
  if (near.length === 0) return { wish: middles[vertex] ?? 0, weight: 0.1 };
  let sum = 0;
  let weight = 0;
  for (const other of near) {
    const isLane = node === undefined && vertices[other]?.node === undefined;
    const pull = isLane ? 8 : 1;
    sum += (middles[other] ?? 0) * pull;
    weight += pull;
  }
  return { wish: sum / weight, weight: node === undefined ? 4 : 1 };
}
