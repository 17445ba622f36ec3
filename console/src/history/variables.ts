/** Which events told of the variables that a step saw. */

import { childrenOf } from './tree.ts';
import type { Visit } from './visit.ts';
import type { Visits } from './visits.ts';

/** More are not read: the latest count. */
const MOST = 50;

/** The exits, in their order, of the steps before a visit, in its own scope and in those around it. */
export function variableEvents(visits: Visits, visit: Visit): number[] {
  const exits: number[] = [];
  for (let at: Visit | undefined = visit; at; at = visits.all.get(at.parent ?? -1)) {
    for (const { exitId } of childrenOf(visits, at.parent)) {
      if (exitId !== undefined && exitId < at.id) exits.push(exitId);
    }
  }
  return exits.sort((a, b) => a - b).slice(-MOST);
}
