/** Edges as paths: the text of an SVG `d` attribute. */

import type { Edge, Point } from './geometry.ts';

const RADIUS = 8;
const ARROW = 9;

/** Curves down from row to row; corners, rounded, where the edge leads back up. */
export function pathOf({ points, back }: Pick<Edge, 'points' | 'back'>): string {
  return back ? corners(points) : curves(points);
}

function curves(points: readonly Point[]): string {
  let path = '';
  for (const [index, { x, y }] of points.entries()) {
    const before = points[index - 1];
    if (!before) path = `M${round(x)} ${round(y)}`;
    else if (Math.abs(before.x - x) < 0.5) path += `V${round(y)}`;
    else {
      // The last stretch is straight, for the arrow to point down.
      const end = index === points.length - 1 ? y - ARROW : y;
      const middle = round((before.y + end) / 2);
      path += `C${round(before.x)} ${middle} ${round(x)} ${middle} ${round(x)} ${round(end)}`;
      if (end !== y) path += `V${round(y)}`;
    }
  }
  return path;
}

function corners(points: readonly Point[]): string {
  let path = '';
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before) path = `M${round(point.x)} ${round(point.y)}`;
    else if (!after) path += `L${round(point.x)} ${round(point.y)}`;
    else {
      const enter = towards(point, before);
      const leave = towards(point, after);
      path += `L${round(enter.x)} ${round(enter.y)}Q${round(point.x)} ${round(point.y)} ${round(leave.x)} ${round(leave.y)}`;
    }
  }
  return path;
}

/** A point on the way from one to another, as far as a rounded corner reaches. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
