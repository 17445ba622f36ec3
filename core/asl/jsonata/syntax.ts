/** JSONata's syntax tree, as far as it is read or rewritten here. */

export interface Node {
  type: string;
  value?: unknown;
  position?: number;
  steps?: Node[];
  expressions?: Node[];
  arguments?: Node[];
  procedure?: Node;
  condition?: Node;
  then?: Node;
  else?: Node;
  body?: Node;
  expression?: Node;
  expr?: Node;
  pattern?: Node;
  update?: Node;
  delete?: Node;
  /** A node for binary operators, pairs of key and value for an object. */
  lhs?: Node | [Node, Node][];
  rhs?: Node;
  terms?: { descending?: boolean; expression: Node }[];
  predicate?: Node[];
  stages?: Node[];
  group?: { lhs: [Node, Node][] };
  keepArray?: boolean;
  keepSingletonArray?: boolean;
  tuple?: boolean;
  focus?: string;
  index?: string;
  /** Set by `instrument`: the matched object is changed after this node was evaluated. */
  changesMatch?: boolean;
  /** Set by `instrument`: what a visit adds to the cost of an operator that grows with the square of its items. */
  quadratic?: number;
}

/** The nodes directly below a node, in the order of the text where that is known. */
export function childrenOf(node: Node): Node[] {
  const children: (Node | undefined)[] = [
    ...(node.steps ?? []),
    node.procedure,
    ...(node.arguments ?? []),
    node.condition,
    node.then,
    node.else,
    ...(Array.isArray(node.lhs) ? node.lhs.flat() : [node.lhs]),
    node.rhs,
    ...(node.expressions ?? []),
    node.expression,
    node.expr,
    node.body,
    node.pattern,
    node.update,
    node.delete,
    ...(node.terms ?? []).map((term) => term.expression),
    ...(node.predicate ?? []),
    ...(node.stages ?? []),
    ...(node.group?.lhs.flat() ?? []),
  ];
  return children.filter((child) => child !== undefined);
}

/** Visits every node of a tree once, the root first. */
export function visit(root: Node, see: (node: Node) => void): void {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    see(node);
    pending.push(...childrenOf(node).reverse());
  }
}
