/** The definition that TestState is given: of one state, or of a machine and which of its states. */

import type { Definition } from '../asl/types.ts';
import { isRefused, type Problem, validate } from '../asl/validate/index.ts';
import { type Machine, prepareMachine } from '../engine/machine.ts';
import { resourceProblem } from '../runtime/prepare-call.ts';
import { checkDefinition, invalidDefinition } from './definition.ts';
import { validationError } from './errors.ts';

/** What AWS calls a state that comes without a name. */
const UNNAMED = 'StateName';

/** What a state by itself cannot have: the states that it leads to, and an end. */
const ELSEWHERE = /^\/States\/StateName\/(?:Next|Default|(?:Catch|Choices)\[\d+\]\/Next)$/;

export interface TestedState {
  machine: Machine;
  state: string;
}

/**
 * The machine that holds the state.
 *
 * @throws {ApiError} InvalidDefinition, or ValidationException where the machine has no such state
 */
export async function testedState(
  definition: string,
  stateName: string | undefined,
  facts: Pick<Machine, 'name' | 'roleArn'>,
): Promise<TestedState> {
  const text = stateName === undefined ? await machineAround(definition) : definition;
  if (stateName !== undefined) await checkDefinition(definition, 'STANDARD');
  const machine = prepareMachine({ ...facts, revision: '' }, JSON.parse(text) as Definition);
  const state = stateName ?? UNNAMED;
  if (!machine.states.has(state)) throw validationError('State not found in definition');
  return { machine, state };
}

async function machineAround(state: string): Promise<string> {
  const { problems: ofText } = await validate(state);
  const unreadable = ofText.filter(({ code }) => UNREADABLE.has(code));
  if (unreadable.length > 0) throw invalidDefinition(unreadable);
  const text = `{"StartAt":"${UNNAMED}","States":{"${UNNAMED}":${state}}}`;
  const { problems } = await validate(text, 'STANDARD', resourceProblem);
  const own = problems.filter((problem) => !leadsElsewhere(problem));
  if (isRefused(own)) throw invalidDefinition(own);
  return text;
}

const UNREADABLE: ReadonlySet<Problem['code']> = new Set<Problem['code']>([
  'INVALID_JSON_DESCRIPTION',
  'MISSING_DESCRIPTION',
  'TOO_DEEPLY_NESTED',
]);

function leadsElsewhere({ code, location }: Problem): boolean {
  if (code === 'MISSING_END_STATE') return true;
  return code === 'MISSING_TRANSITION_TARGET' && ELSEWHERE.test(location ?? '');
}
