/** Definitions to check: one state under test, and the states that it may lead to. */

import { type Problem, type StateMachineType, validate } from '../../../core/asl/validate/index.ts';

type Fields = Record<string, unknown>;

export const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:charge';

/** A machine whose first state is X; further states stand beside it. */
export function machineOf(state: Fields, states: Fields = {}, fields: Fields = {}): string {
  return JSON.stringify({ StartAt: 'X', States: { X: state, ...states }, ...fields });
}

/** What is wrong with a machine around one state, as `message at location`. */
export function problemsOf(
  state: Fields,
  states: Fields = {},
  fields: Fields = {},
): Promise<string[]> {
  return linesOf(machineOf(state, states, fields));
}

/** What is wrong with a definition, warnings left out, as `message at location`. */
export async function linesOf(
  text: string,
  type: StateMachineType = 'STANDARD',
): Promise<string[]> {
  const { problems } = await validate(text, type);
  return problems.filter(({ severity }) => severity === 'ERROR').map(lineOf);
}

function lineOf({ message, location }: Problem): string {
  return location === undefined ? message : `${message} at ${location}`;
}
