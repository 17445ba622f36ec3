/** Names of states and labels of Maps: short enough, and unique in the whole machine. */

import type { Definition } from '../types.ts';
import type { Context } from './problem.ts';
import { scopesOf } from './scopes.ts';

const MAX_STATE_NAME = 80;
const MAX_LABEL = 40;

export function checkNames(definition: Definition, context: Context): void {
  const names = new Set<string>();
  const labels = new Set<string>();
  for (const { branch, at } of scopesOf(definition)) {
    for (const [name, state] of Object.entries(branch.States)) {
      const location = `${at}/States/${name}`;
      checkStateName(name, names, location, context);
      if (state.Type === 'Map' && state.Label !== undefined) {
        checkLabel(state.Label, labels, `${location}/Label`, context);
      }
    }
  }
}

function checkStateName(name: string, taken: Set<string>, at: string, context: Context): void {
  if (name.length > MAX_STATE_NAME) {
    context.report(
      `State name '${name}' exceeds the ${MAX_STATE_NAME}-character limit allowed by the service`,
      at,
      'INVALID_STATE_NAME',
    );
  }
  if (taken.has(name)) context.report(`Duplicate State name: ${name}`, at, 'DUPLICATE_STATE_NAME');
  taken.add(name);
}

function checkLabel(label: string, taken: Set<string>, at: string, context: Context): void {
  if (label.length > MAX_LABEL) {
    context.report(
      `Label '${label}' exceeds the ${MAX_LABEL}-character limit allowed by the service`,
      at,
      'INVALID_LABEL_NAME',
    );
  }
  if (taken.has(label))
    context.report(`Duplicate Label name: ${label}`, at, 'DUPLICATE_LABEL_NAME');
  taken.add(label);
}
