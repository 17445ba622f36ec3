/** What a state machine's name leads to, alone or with a version or an alias behind a colon. */

import type { Via } from '../engine/execution.ts';
import type { Alias, MachineRecord, MachineStore, Route, Version } from '../ports.ts';

export interface ResolvedMachine {
  machine: MachineRecord;
  /** The revision that an execution started now runs by. */
  revisionId: string;
  version?: Version;
  /** The alias that led to the version. */
  alias?: Alias;
}

/**
 * Finds `orders`, `orders:3` or `orders:production`; `undefined` where there is none.
 *
 * @param draw what chooses between the versions of an alias: a number from 0 up to, not including, 1
 */
export async function resolveMachine(
  machines: MachineStore,
  reference: string,
  draw: number,
): Promise<ResolvedMachine | undefined> {
  const [name = '', qualifier, ...more] = reference.split(':');
  const machine = more.length === 0 ? await machines.get(name) : undefined;
  if (!machine || qualifier === undefined) {
    return machine && { machine, revisionId: machine.revisionId };
  }
  const number = versionNumber(qualifier);
  const alias = number === undefined ? await machines.alias(machine, qualifier) : undefined;
  const chosen = alias ? choose(alias.routes, draw) : number;
  const version = chosen === undefined ? undefined : await machines.version(machine, chosen);
  if (!version) return undefined;
  return { machine, revisionId: version.revisionId, version, ...(alias && { alias }) };
}

/** The version's number in a qualifier; `undefined` where it is an alias. */
export function versionNumber(qualifier: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(qualifier) ? Number(qualifier) : undefined;
}

/** What an execution remembers of how its revision was found. */
export function viaOf({
  version,
  alias,
}: Pick<ResolvedMachine, 'version' | 'alias'>): Via | undefined {
  return version && { version: version.number, ...(alias && { alias: alias.name }) };
}

function choose(routes: readonly Route[], draw: number): number | undefined {
  let end = 0;
  return routes.find(({ weight }) => {
    end += weight;
    return draw * 100 < end;
  })?.version;
}
