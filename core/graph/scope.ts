/** Reads a definition, checked or not, as scopes: states that lead to each other, some with scopes inside. */

import { conditionText } from './condition.ts';
import { elementsOf, type Members, membersOf, textIn } from './members.ts';
import { detailOf } from './resource.ts';

export type NodeKind = 'start' | 'end' | 'state';
export type LinkKind = 'next' | 'choice' | 'default' | 'catch';

export interface Scope {
  nodes: ScopeNode[];
  links: Link[];
}

export interface ScopeNode {
  kind: NodeKind;
  /** The state's name; names of states are unique in a whole machine. */
  name: string;
  type: string;
  detail: string;
  /** The branches of a Parallel, the processor of a Map. */
  scopes: Scope[];
}

/** From one node to another, by their places in the scope. */
export interface Link {
  from: number;
  to: number;
  kind: LinkKind;
  label: string;
}

interface Exit {
  to: unknown;
  kind: LinkKind;
  label: string;
}

/** The scope of the machine itself, with its start and its end. */
export function machineScope(definition: object): Scope {
  const branch = membersOf(definition);
  const { nodes, links } = branchScope(branch);
  const start = nodes.length;
  const end = start + 1;
  const states = membersOf(branch.States);
  const ends = nodes.flatMap(({ name }, from) =>
    endsAt(membersOf(states[name])) ? [{ from, to: end, kind: 'next' as const, label: '' }] : [],
  );
  const first = nodes.findIndex(({ name }) => name === branch.StartAt);
  const begin: Link[] = first < 0 ? [] : [{ from: start, to: first, kind: 'next', label: '' }];
  return {
    nodes: [...nodes, marker('start', 'Start'), marker('end', 'End')],
    links: [...begin, ...links, ...ends],
  };
}

function branchScope(branch: Members): Scope {
  const states = Object.entries(membersOf(branch.States)).map(
    ([name, state]) => [name, membersOf(state)] as const,
  );
  // What starts comes first, and with it what it leads to.
  states.sort(([a], [b]) => Number(b === branch.StartAt) - Number(a === branch.StartAt));
  const places = new Map(states.map(([name], place) => [name, place]));
  return {
    nodes: states.map(([name, state]) => stateNode(name, state)),
    links: states.flatMap(([, state], from) => linksOf(state, from, places)),
  };
}

function stateNode(name: string, state: Members): ScopeNode {
  const type = textIn(state.Type) ?? '';
  return { kind: 'state', name, type, detail: detailOf(state), scopes: innerScopes(state) };
}

function innerScopes(state: Members): Scope[] {
  if (state.Type === 'Parallel') {
    return elementsOf(state.Branches).map((branch) => branchScope(membersOf(branch)));
  }
  if (state.Type !== 'Map') return [];
  return [branchScope(membersOf(state.ItemProcessor ?? state.Iterator))];
}

function marker(kind: NodeKind, name: string): ScopeNode {
  return { kind, name, type: '', detail: '', scopes: [] };
}

function endsAt(state: Members): boolean {
  return state.End === true || state.Type === 'Succeed' || state.Type === 'Fail';
}

/** One link for each target and kind: rules that lead to the same state share theirs. */
function linksOf(state: Members, from: number, places: ReadonlyMap<string, number>): Link[] {
  const links = new Map<string, Link>();
  for (const { to, kind, label } of exitsOf(state)) {
    const place = typeof to === 'string' ? places.get(to) : undefined;
    if (place === undefined) continue;
    const known = links.get(`${kind} ${place}`);
    if (known) known.label += `, ${label}`;
    else links.set(`${kind} ${place}`, { from, to: place, kind, label });
  }
  return [...links.values()];
}

function exitsOf(state: Members): Exit[] {
  const exits: Exit[] = [];
  if (state.Type === 'Choice') {
    for (const rule of elementsOf(state.Choices)) {
      exits.push({ to: membersOf(rule).Next, kind: 'choice', label: conditionText(rule) });
    }
    exits.push({ to: state.Default, kind: 'default', label: 'otherwise' });
  } else {
    exits.push({ to: state.Next, kind: 'next', label: '' });
  }
  for (const catcher of elementsOf(state.Catch)) {
    const { ErrorEquals, Next } = membersOf(catcher);
    exits.push({ to: Next, kind: 'catch', label: elementsOf(ErrorEquals).join(', ') });
  }
  return exits;
}
