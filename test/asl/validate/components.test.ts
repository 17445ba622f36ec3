/** Loops of a graph, against a search from every node. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsOf } from '../../../core/asl/validate/components.ts';

type Graph = Map<string, string[]>;

function reachable(graph: Graph, start: string): Set<string> {
  const seen = new Set<string>([start]);
  for (const node of seen) for (const target of graph.get(node) ?? []) seen.add(target);
  return seen;
}

const graphs: fc.Arbitrary<Graph> = fc
  .array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((edges) => new Map(edges.map((targets, i) => [String(i), targets.map(String)])));

describe('componentsOf', () => {
  it('puts nodes together that lead to each other, and no others', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const componentOf = new Map(
          componentsOf(graph).flatMap((members, i) => members.map((member) => [member, i])),
        );
        const nodes = [...graph.keys()];
        expect([...componentOf.keys()].sort()).toEqual(nodes.sort());
        for (const a of nodes) {
          for (const b of nodes) {
            const together = reachable(graph, a).has(b) && reachable(graph, b).has(a);
            expect(componentOf.get(a) === componentOf.get(b)).toBe(together);
          }
        }
      }),
    );
  });

  it('names what leads to a component before it', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const position = new Map(
          componentsOf(graph).flatMap((members, i) => members.map((member) => [member, i])),
        );
        for (const [node, targets] of graph) {
          for (const target of targets.filter((each) => graph.has(each))) {
            expect(position.get(node)).toBeLessThanOrEqual(position.get(target) ?? -1);
          }
        }
      }),
    );
  });

  it('follows a chain of any length', () => {
    const chain: Graph = new Map(
      Array.from({ length: 50_000 }, (_, i) => [String(i), [String(i + 1)]]),
    );
    expect(componentsOf(chain)).toHaveLength(50_000);
  });
});
