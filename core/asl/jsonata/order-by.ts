/** The order-by operator `^(…)`: the evaluator's own copies an array at each comparison, so its place is taken here. */

import type { Focus, Implementation } from './library.ts';
import type { Node } from './syntax.ts';

/** Name of {@link orderBy} in the evaluator's environment. */
export const ORDER_BY = ' order by';
const SORTED = ' sorted';
const termName = (index: number) => ` term ${index}`;

/**
 * Rewrites `items^(a, >b).rest` in place to `($term0 := λ(){a}; $term1 := λ(){b}; $sorted := $orderBy(items, "<>"); $sorted.rest)`
 * with names that no text can use. Paths that carry tuples (`@`, `#`, `%`) stay as they are.
 */
export function rewriteOrderBy(path: Node): void {
  const steps = path.steps ?? [];
  const at = steps.findIndex((step) => step.type === 'sort');
  const sort = steps[at];
  if (!sort?.terms || steps.some((step) => step.tuple)) return;
  const directions = sort.terms.map((term) => (term.descending ? '>' : '<')).join('');
  const sorted: Node = { type: 'variable', value: SORTED };
  if (sort.stages) sorted.stages = sort.stages;
  const rest: Node = { type: 'path', steps: [sorted, ...steps.slice(at + 1)] };
  if (path.keepArray) rest.keepArray = true;
  if (path.keepSingletonArray) rest.keepSingletonArray = true;
  if (path.group) rest.group = path.group;
  path.type = 'block';
  path.expressions = [
    ...sort.terms.map((term, i) =>
      bind(termName(i), { type: 'lambda', arguments: [], body: term.expression }),
    ),
    bind(SORTED, {
      type: 'function',
      value: '(',
      ...(sort.position !== undefined && { position: sort.position }),
      procedure: { type: 'variable', value: ORDER_BY },
      arguments: [
        { type: 'path', steps: steps.slice(0, at) },
        { type: 'string', value: directions },
      ],
    }),
    sort.stages ? unlessEmpty(rest, steps.slice(at + 1)) : rest,
  ];
  delete path.steps;
  delete path.group;
}

/** The predicates of a sorted path are left out where there is nothing to sort; what follows them is not. */
function unlessEmpty(rest: Node, following: Node[]): Node {
  const sorted: Node = { type: 'variable', value: SORTED };
  return {
    type: 'condition',
    condition: {
      type: 'binary',
      value: '=',
      lhs: sorted,
      rhs: { type: 'unary', value: '[', expressions: [] },
    },
    then: following.length > 0 ? { type: 'path', steps: [sorted, ...following] } : sorted,
    else: rest,
  };
}

function bind(name: string, rhs: Node): Node {
  return { type: 'bind', value: ':=', lhs: { type: 'variable', value: name }, rhs };
}

/** A lambda as the evaluator holds it; its body is evaluated with `input` as the context. */
interface Lambda {
  input: unknown;
  apply(focus: Focus, args: unknown[]): Promise<unknown>;
}

async function sortByTerms(this: Focus, items: unknown, directions: string): Promise<unknown> {
  // An array from an array constructor is one item of its path.
  if (!Array.isArray(items) || 'cons' in items) return items;
  if (items.length <= 1) return items[0];
  const terms = Array.from(directions, (_, i) => this.environment.lookup(termName(i)) as Lambda);
  const rows: { item: unknown; keys: unknown[] }[] = [];
  for (const item of items) {
    const keys: unknown[] = [];
    for (const term of terms) {
      term.input = item;
      keys.push(await term.apply(this, []));
    }
    rows.push({ item, keys });
  }
  rows.sort((a, b) => {
    for (let i = 0; i < directions.length; i++) {
      const order = compare(a.keys[i], b.keys[i], directions[i] === '>');
      if (order !== 0) return order;
    }
    return 0;
  });
  return rows.map((row) => row.item);
}

/** As JSONata compares: numbers or texts of one type; what is undefined comes last in either direction. */
function compare(a: unknown, b: unknown, descending: boolean): number {
  if (a === undefined) return b === undefined ? 0 : 1;
  if (b === undefined) return -1;
  for (const value of [a, b]) {
    if (typeof value !== 'string' && typeof value !== 'number') throw { code: 'T2008', value };
  }
  if (typeof a !== typeof b) throw { code: 'T2007', value: b, value2: a };
  if (a === b) return 0;
  const order = (a as string | number) < (b as string | number) ? -1 : 1;
  return descending ? -order : order;
}

export const orderBy: Implementation = sortByTerms;
