/** Whether an execution can go on by a definition that has been edited since it began. */

import type { Branch, Definition, State } from '../asl/types.ts';
import type { Current } from './execution.ts';
import { branchesOf } from './machine.ts';

/**
 * What keeps an execution that stands at a state from going on by the edited definition; `undefined` where nothing does.
 *
 * @param resumes whether it goes on with the children that the state has made, and not with the state anew
 */
export function misfit(
  { name }: Current,
  before: Definition,
  after: Definition,
  resumes: boolean,
): string | undefined {
  const [old, edited] = [before.States[name], after.States[name]];
  if (!edited) {
    return `The execution stands at the state '${name}', which the edited definition does not have at its top level.`;
  }
  if (!old || !resumes) return undefined;
  const remedy = 'Give an input to run the state anew.';
  if (branchesOf(edited).length !== branchesOf(old).length || edited.Type !== old.Type) {
    return `The execution goes on with the branches of '${name}', which the edited definition has in another number. ${remedy}`;
  }
  const there = new Set(namesBelow(edited));
  const missing = namesBelow(old).find((below) => !there.has(below));
  if (missing === undefined) return undefined;
  return `The execution goes on inside '${name}', where the edited definition does not have the state '${missing}'. ${remedy}`;
}

function namesBelow(state: State): string[] {
  const inside = (branch: Branch) =>
    Object.entries(branch.States).flatMap(([name, below]) => [name, ...namesBelow(below)]);
  return branchesOf(state).flatMap(inside);
}
