/** What a laid-out graph is made of, for those who draw it and, below, for those who lay it out. */

import type { Ranking } from './ranks.ts';
import type { Rows } from './rows.ts';
import type { LinkKind, NodeKind, ScopeNode } from './scope.ts';

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  /** A branch is what encloses the states of one branch or of a Map's processor. */
  kind: NodeKind | 'branch';
  /** The state's name; for a branch that of the state that it belongs to. */
  name: string;
  /** The state's type; empty where it is no state. */
  type: string;
  /** What the state does beyond its type; may be empty. */
  detail: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Whether other boxes lie inside. */
  contains: boolean;
}

export interface Edge {
  /** The names of the boxes that it joins; `Start` and `End` are boxes of those kinds. */
  from: string;
  to: string;
  kind: LinkKind;
  /** Whether it leads back up: its points are corners, all others are passed in curves. */
  back: boolean;
  /** Whether it ends in another edge to the same box, which carries the arrow. */
  merges: boolean;
  points: Point[];
  /** What stands at it, around this point; absent where nothing is to be said. */
  label?: Point & { text: string };
}

export interface Layout {
  width: number;
  height: number;
  /** Outer boxes before inner ones. */
  boxes: Box[];
  edges: Edge[];
}

/** A node with its size, and what lies inside it. */
export interface Sized {
  node: ScopeNode;
  width: number;
  height: number;
  inner: Layout[];
}

/** Everything that a scope's drawing needs to know of its rows. */
export interface Grid extends Rows, Ranking {
  middles: number[];
  /** The upper and lower side of each row. */
  tops: number[];
  bottoms: number[];
  sized: Sized[];
}
