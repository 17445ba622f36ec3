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
  const children = operandsOf(node);
  children.push(...refinementsOf(node));
  return children;
}

/** Those of a node's children that make up its value. */
export function operandsOf(node: Node): Node[] {
  const { steps, procedure, condition, lhs, rhs, expressions, expression, terms } = node;
  const operands: Node[] = [];
  const add = (child: Node | undefined) => {
    if (child) operands.push(child);
  };
  if (steps) operands.push(...steps);
  add(procedure);
  if (node.arguments) operands.push(...node.arguments);
  add(condition);
  add(node.then);
  add(node.else);
  if (Array.isArray(lhs)) operands.push(...lhs.flat());
  else add(lhs);
  add(rhs);
  if (expressions) operands.push(...expressions);
  add(expression);
  add(node.expr);
  add(node.body);
  add(node.pattern);
  add(node.update);
  add(node.delete);
  for (const term of terms ?? []) operands.push(term.expression);
  return operands;
}

/** Those that are evaluated for each item of its value: filters and groups. */
export function refinementsOf({ predicate, stages, group }: Node): Node[] {
  if (!predicate && !stages && !group) return [];
  return [...(predicate ?? []), ...(stages ?? []), ...(group?.lhs.flat() ?? [])];
}

/** Visits every node of a tree once, the root first. */
export function visit(root: Node, see: (node: Node) => void): void {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    see(node);
    pending.push(...childrenOf(node).reverse());
  }
}
