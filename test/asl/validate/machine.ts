/** Definitions to check: one state under test, and the states that it may lead to. */

import { type Problem, type StateMachineType, validate } from '../../../core/asl/validate/index.ts';

type Fields = Record<string, unknown>;

export const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:charge';

/** A machine whose first state is X; further states stand beside it. */
export function machineOf(state: Fields, states: Fields = {}, fields: Fields = {}): string {
  return JSON.stringify({ StartAt: 'X', States: { X: state, ...states }, ...fields });
}

/** What is wrong with a machine around one state, as `message at location`. */
export function problemsOf(state: Fields, states: Fields = {}, fields: Fields = {}): string[] {
  return linesOf(machineOf(state, states, fields));
}

/** What is wrong with a definition, as `message at location`. */
export function linesOf(text: string, type: StateMachineType = 'STANDARD'): string[] {
  return validate(text, type).problems.map(lineOf);
}

function lineOf({ message, location }: Problem): string {
  return location === undefined ? message : `${message} at ${location}`;
}
