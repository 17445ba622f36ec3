/** Where boxes and edges lie. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Box, type Edge, type Layout, layoutOf } from '../../core/graph/layout.ts';
import { chain, nested, poll, tangle } from './definitions.ts';

function boxOf({ boxes }: Layout, name: string): Box {
  const box = boxes.find((one) => one.name === name && one.kind !== 'branch');
  if (!box) throw new Error(`There is no box ${name}`);
  return box;
}

function edgeOf({ edges }: Layout, from: string, to: string): Edge {
  const edge = edges.find((one) => one.from === from && one.to === to);
  if (!edge) throw new Error(`There is no edge from ${from} to ${to}`);
  return edge;
}

const inside = (inner: Box, outer: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe('layoutOf', () => {
  it('puts states below each other in their order, from Start to End', () => {
    const layout = layoutOf(chain(3));
    const tops = ['Start', 's0', 's1', 's2', 'End'].map((name) => boxOf(layout, name).y);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect(new Set(tops).size).toBe(5);
  });

  it('leads a circle back up beside the boxes, and enters its target from above', () => {
    const layout = layoutOf(poll);
    const back = edgeOf(layout, 'Rest', 'Look');
    expect(back.back).toBe(true);
    const look = boxOf(layout, 'Look');
    expect(back.points.at(-1)?.y).toBe(look.y);
    expect(layout.edges.filter((edge) => edge.back)).toEqual([back]);
  });

  it('leads a state that goes on with itself around itself', () => {
    const definition = {
      StartAt: 'A',
      States: { A: { Type: 'Choice', Choices: [], Default: 'A' } },
    };
    const layout = layoutOf(definition);
    const { points } = edgeOf(layout, 'A', 'A');
    const box = boxOf(layout, 'A');
    expect(points.some(({ x }) => x < box.x || x > box.x + box.width)).toBe(true);
  });

  it('says at the edges of a Choice when they are taken', () => {
    const layout = layoutOf(poll);
    expect(edgeOf(layout, 'Ready?', 'Done').label?.text).toBe('$.ready = true');
    expect(edgeOf(layout, 'Ready?', 'Rest').label?.text).toBe('otherwise');
  });

  it('puts what runs inside a state inside its box', () => {
    const layout = layoutOf(nested);
    const [both, each] = [boxOf(layout, 'Both'), boxOf(layout, 'Each')];
    for (const name of ['Left', 'Each', 'One', 'Two']) {
      expect(inside(boxOf(layout, name), both)).toBe(true);
    }
    expect(inside(boxOf(layout, 'Two'), each)).toBe(true);
    expect(apart(boxOf(layout, 'Left'), each)).toBe(true);
  });

  it.each([
    ['a poll', poll],
    ['containers', nested],
    ['a tangle', tangle(60)],
  ])('lets no boxes overlap that do not contain each other: %s', (_, definition) => {
    const boxes = layoutOf(definition).boxes.filter(({ kind }) => kind !== 'branch');
    const clashes = boxes.flatMap((a, at) =>
      boxes
        .slice(at + 1)
        .filter((b) => !apart(a, b) && !inside(a, b) && !inside(b, a))
        .map((b) => `${a.name} and ${b.name}`),
    );
    expect(clashes).toEqual([]);
  });

  it('keeps everything in its frame', () => {
    const layout = layoutOf(tangle(40));
    for (const { points } of layout.edges) {
      for (const { x, y } of points) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(layout.width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(layout.height);
      }
    }
  });

  it('is the same for the same definition', () => {
    expect(layoutOf(tangle(30))).toEqual(layoutOf(tangle(30)));
  });

  it('joins the ways to one handler, which one arrow points at', () => {
    const { edges } = layoutOf(tangle(20));
    const caught = edges.filter(({ to, kind }) => to === 's19' && kind === 'catch');
    expect(caught.length).toBeGreaterThan(5);
    expect(caught.filter(({ merges }) => !merges).length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['a chain', chain],
    ['a tangle', tangle],
  ])('lays out ten thousand states: %s', (_, make) => {
    const { boxes } = layoutOf(make(10_000));
    expect(boxes).toHaveLength(10_002);
  });

  it.each([
    ['nothing', {}],
    ['no states', { StartAt: 'A', States: {} }],
    ['a transition to nowhere', { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } }],
    ['states of another kind', { StartAt: 3, States: { A: 7, B: null, C: [] } }],
    ['half a Map', { StartAt: 'A', States: { A: { Type: 'Map' } } }],
    ['a list', []],
  ])('draws what there is of a definition that is not ready: %s', (_, definition) => {
    const { width, height } = layoutOf(definition);
    expect(Number.isFinite(width) && Number.isFinite(height)).toBe(true);
  });

  it('knows names that objects have by birth', () => {
    const text =
      '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","Next":"constructor"},"constructor":{"Type":"Succeed"}}}';
    const layout = layoutOf(JSON.parse(text));
    expect(edgeOf(layout, '__proto__', 'constructor').points.length).toBeGreaterThan(1);
  });

  it('lays out the examples', () => {
    for (const name of ['approval-loop', 'order-batch', 'order-saga']) {
      const text = readFileSync(`examples/${name}/definition.asl.json`, 'utf8');
      expect(layoutOf(JSON.parse(text)).edges.length).toBeGreaterThan(3);
    }
  });
});
