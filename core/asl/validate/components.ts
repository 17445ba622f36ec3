/** Strongly connected components of a graph: the loops of states that all lead to each other. */

/**
 * The components in the order of the transitions: what leads to a component stands before it. A node that is in no loop is
 * a component by itself.
 *
 * @param targets for each node where it leads; targets that are no nodes are left out
 */
export function componentsOf(targets: ReadonlyMap<string, readonly string[]>): string[][] {
  const components: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const inDoubt: string[] = [];
  const isInDoubt = new Set<string>();
  for (const root of targets.keys()) {
    if (order.has(root)) continue;
    // Tarjan's algorithm, with a stack of its own: a chain of states is deeper than JavaScript's
    const path = [{ node: root, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node } = top;
      if (top.next === 0) {
        order.set(node, order.size);
        lowest.set(node, order.size - 1);
        inDoubt.push(node);
        isInDoubt.add(node);
      }
      const target = targets.get(node)?.[top.next++];
      if (target !== undefined) {
        if (!targets.has(target)) continue;
        if (!order.has(target)) path.push({ node: target, next: 0 });
        else if (isInDoubt.has(target)) lower(lowest, node, order.get(target));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) lower(lowest, parent.node, lowest.get(node));
      if (lowest.get(node) !== order.get(node)) continue;
      const component = inDoubt.splice(inDoubt.lastIndexOf(node));
      for (const member of component) isInDoubt.delete(member);
      components.push(component);
    }
  }
  return components.reverse();
}

function lower(lowest: Map<string, number>, node: string, value = Number.POSITIVE_INFINITY): void {
  lowest.set(node, Math.min(lowest.get(node) ?? value, value));
}
