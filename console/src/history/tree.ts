/** Visits as a tree: what lies in what. */

import type { Visit } from './visit.ts';
import type { Visits } from './visits.ts';

const trees = new WeakMap<Visits, { at: number; children: Map<number, Visit[]> }>();
const NONE: readonly Visit[] = [];

/** The visits inside another, or inside the execution itself, in the order in which they began. */
export function childrenOf(visits: Visits, parent: number | undefined): readonly Visit[] {
  let tree = trees.get(visits);
  if (tree?.at !== visits.lastId) {
    const children = new Map<number, Visit[]>();
    for (const visit of visits.all.values()) {
      const key = visit.parent ?? 0;
      const siblings = children.get(key);
      if (siblings) siblings.push(visit);
      else children.set(key, [visit]);
    }
    tree = { at: visits.lastId, children };
    trees.set(visits, tree);
  }
  return tree.children.get(parent ?? 0) ?? NONE;
}

/** Whether a visit failed, or something inside it did. */
export function hasFailure(visits: Visits, visit: Visit): boolean {
  if (/FAILED|TIMED_OUT|CAUGHT/.test(visit.status)) return true;
  return childrenOf(visits, visit.id).some((child) => hasFailure(visits, child));
}
