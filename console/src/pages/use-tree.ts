/** The rows of a tree of visits, as far as its branches are open. */

import { useState } from 'preact/hooks';
import { childrenOf, hasFailure } from '../history/tree.ts';
import type { Visit } from '../history/visit.ts';
import type { Visits } from '../history/visits.ts';

export interface TreeRow {
  visit: Visit;
  depth: number;
  open: boolean;
}

export interface TreeOptions {
  onlyFailed: boolean;
  /** `start` or `duration`. */
  sort: string;
  now: number;
}

const AT_ONCE = 200;
/** Containers with more inside are closed to begin with. */
const FEW = 20;

export function useTree(visits: Visits, options: TreeOptions) {
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const [most, setMost] = useState(AT_ONCE);
  const rows: TreeRow[] = [];
  let left = 0;
  const isOpen = (visit: Visit) => {
    const inside = childrenOf(visits, visit.id).length;
    return inside > 0 && inside <= FEW !== toggled.has(visit.id);
  };
  const walk = (parent: number | undefined, depth: number) => {
    for (const visit of ordered(childrenOf(visits, parent), options)) {
      if (options.onlyFailed && !hasFailure(visits, visit)) continue;
      const open = isOpen(visit);
      if (rows.length < most) rows.push({ visit, depth, open });
      else left++;
      if (open) walk(visit.id, depth + 1);
    }
  };
  walk(undefined, 0);
  const toggle = (id: number) => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  return { rows, toggle, more: left, showMore: () => setMost(most + 5 * AT_ONCE) };
}

function ordered(visits: readonly Visit[], { sort, now }: TreeOptions): readonly Visit[] {
  if (sort !== 'duration') return visits;
  const length = ({ start, end = now }: Visit) => end - start;
  return visits.toSorted((a, b) => length(b) - length(a));
}
