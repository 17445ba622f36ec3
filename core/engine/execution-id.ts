/**
 * Ids of executions: `machine:name` for one that was started, `<parent>/<step>.<index>` for the child which its parent
 * made in that step. The id says all about the kinship, so no record has to. Names of Express executions may repeat, so
 * theirs is `machine:name:run`.
 */

export interface Kinship {
  parent: string;
  /** The parent's step that made the children, and so the name of their join. */
  step: number;
  index: number;
}

export function executionId(machine: string, name: string): string {
  return `${machine}:${name}`;
}

/** @param run tells executions of one name apart */
export function expressId(machine: string, name: string, run: string): string {
  return `${machine}:${name}:${run}`;
}

export function childId(parent: string, step: number, index: number): string {
  return `${parent}/${step}.${index}`;
}

/** Where a child stands below its parent; `undefined` for an execution that was started from outside. */
export function kinshipOf(id: string): Kinship | undefined {
  const slash = id.lastIndexOf('/');
  if (slash < 0) return undefined;
  const [step, index] = id.slice(slash + 1).split('.');
  return { parent: id.slice(0, slash), step: Number(step), index: Number(index) };
}

export interface Root {
  id: string;
  machine: string;
  name: string;
  /** Present in an Express execution. */
  run?: string;
}

/** The execution that was started from outside, of which this one is a part, and what its id says. */
export function rootOf(id: string): Root {
  const slash = id.indexOf('/');
  const root = slash < 0 ? id : id.slice(0, slash);
  const [machine = '', name = '', run] = root.split(':');
  return { id: root, machine, name, ...(run !== undefined && { run }) };
}
