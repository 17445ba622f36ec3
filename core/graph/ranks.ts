/** Ranks: which row each node of a scope stands in, so that every link but those back leads downwards. */

import type { Scope } from './scope.ts';

export interface Ranking {
  /** By node. */
  ranks: number[];
  /** Whether a link leads back, by link. */
  back: boolean[];
  /** The nodes as a walk from the start meets them. */
  order: number[];
}

/** Longest-path ranks. Nothing recurses: a scope may be a chain of ten thousand states. */
export function rankScope(scope: Scope): Ranking {
  const { nodes, links } = scope;
  const leaving: number[][] = nodes.map(() => []);
  for (const [link, { from }] of links.entries()) leaving[from]?.push(link);
  const { back, order } = walk(scope, leaving);
  const ranks = nodes.map(() => 0);
  // The reverse of the order in which a walk leaves nodes is topological, once the links back are gone.
  for (const node of order.left.toReversed()) {
    for (const link of leaving[node] ?? []) {
      const to = links[link]?.to ?? 0;
      if (!back[link]) ranks[to] = Math.max(ranks[to] ?? 0, (ranks[node] ?? 0) + 1);
    }
  }
  sinkEnd(nodes, ranks);
  return { ranks, back, order: order.met };
}

function walk(scope: Scope, leaving: readonly number[][]) {
  const { nodes, links } = scope;
  const back = links.map(() => false);
  const met: number[] = [];
  const left: number[] = [];
  const state = new Uint8Array(nodes.length); // 0 not met, 1 on the trail, 2 left
  const next = new Uint32Array(nodes.length);
  for (const start of startsOf(scope)) {
    if (state[start] !== 0) continue;
    const trail = [start];
    state[start] = 1;
    met.push(start);
    for (let node = trail.at(-1); node !== undefined; node = trail.at(-1)) {
      const place = next[node] ?? 0;
      const link = leaving[node]?.[place];
      if (link === undefined) {
        state[node] = 2;
        left.push(node);
        trail.pop();
        continue;
      }
      next[node] = place + 1;
      const to = links[link]?.to ?? 0;
      if (state[to] === 1) back[link] = true;
      if (state[to] !== 0) continue;
      state[to] = 1;
      met.push(to);
      trail.push(to);
    }
  }
  return { back, order: { met, left } };
}

/** The scope's start comes first, then nodes that nothing leads to, then whatever is left: circles nobody enters. */
function startsOf({ nodes, links }: Scope): number[] {
  const entered = new Uint8Array(nodes.length);
  for (const { to, from } of links) if (to !== from) entered[to] = 1;
  const start = Math.max(
    0,
    nodes.findIndex(({ kind }) => kind === 'start'),
  );
  const all = nodes.map((_, node) => node);
  return nodes.length === 0 ? [] : [start, ...all.filter((node) => !entered[node]), ...all];
}

/** The end stands below everything. */
function sinkEnd(nodes: Scope['nodes'], ranks: number[]): void {
  const end = nodes.findIndex(({ kind }) => kind === 'end');
  if (end < 0) return;
  const lowest = ranks.reduce(
    (deepest, rank, node) => (node === end ? deepest : Math.max(deepest, rank)),
    -1,
  );
  ranks[end] = lowest + 1;
}
