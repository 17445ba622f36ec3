/** The verdict on one case: how its replay compares with what AWS answered. */

import { equalJson } from '../../core/json.ts';
import type { Case } from './case.ts';
import { type Difference, differences } from './differences.ts';
import { fitTo } from './fit-to.ts';
import { madeUpNames, textOfSteps } from './identifiers.ts';
import { newNames } from './names.ts';
import type { Outcome } from './replay.ts';
import { meaningOf } from './semantic.ts';

export interface Verdict {
  file: string;
  group: string;
  /** Why the case was not replayed: nothing else is said about it then. */
  unsupported?: string;
  /** Every answer equals the recorded one in normal form. */
  strict: boolean;
  /** Every answer means the same to a workflow, see `meaningOf`. */
  semantic: boolean;
  trouble?: string;
  differences: Difference[];
}

/** Compares a replay's answers with the recorded ones, key by key in the order in which they were given. */
export function judge(recorded: Case, outcome: Outcome): Verdict {
  const { file, group, expected } = recorded;
  const candidates = [...madeUpNames(recorded), ...outcome.identifiers];
  const names = newNames(candidates, textOfSteps(recorded.steps), recorded.recorded);
  const found: Difference[] = [];
  let semantic = outcome.trouble === undefined;
  const answered = Object.keys(outcome.answers);
  for (const key of new Set([...answered, ...Object.keys(expected)])) {
    const answer = Object.hasOwn(outcome.answers, key) ? outcome.answers[key] : undefined;
    const fitted = answer === undefined ? undefined : fitTo(expected[key], answer, names, key);
    found.push(...differences(expected[key], fitted, key));
    semantic &&= answer !== undefined && equalJson(meaningOf(expected[key]), meaningOf(fitted));
  }
  const strict = outcome.trouble === undefined && found.length === 0;
  const { trouble } = outcome;
  return { file, group, strict, semantic, differences: found, ...(trouble && { trouble }) };
}

/** The verdict on a case that cannot be replayed. */
export function notReplayed({ file, group }: Case, unsupported: string): Verdict {
  return { file, group, unsupported, strict: false, semantic: false, differences: [] };
}
