/** Assign and the scopes of variables. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */

import { isObject } from '../../json.ts';
import type { Definition, QueryLanguage } from '../types.ts';
import type { Context } from './problem.ts';
import { objectTemplate } from './queries.ts';
import type { Check } from './shape.ts';
import { scopesWithin, type VariableScope } from './variable-use.ts';

const MAX_NAME = 80;
const IDENTIFIER = /^\p{ID_Start}\p{ID_Continue}*$/u;
const RESERVED = 'states';

/** An object of variables, each named by a Unicode identifier; the names are noted in the scope. */
export const assign: Check = (value, at, context) => {
  objectTemplate(value, at, context);
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) {
    const name = variableOf(key, context.language);
    const trouble = troubleWith(name);
    if (trouble) context.report(trouble, at);
    else context.scope.assigned.add(name);
  }
};

/** Warns of variables that nothing assigns where they are read. */
export function checkReads(_definition: Definition, context: Context): void {
  for (const scope of scopesWithin(context.scope)) {
    for (const { name, at } of scope.uses.flatMap(({ reads }) => reads)) {
      if (isVisible(name, scope)) continue;
      const message = `Variable '${name}' is possibly not defined.`;
      context.warn('POSSIBLY_UNDEFINED_VARIABLE', message, at);
    }
  }
}

/** The variable that a key of Assign names: in JSONPath, `name.$` assigns `name`. */
export function variableOf(key: string, language: QueryLanguage): string {
  return language === 'JSONPath' && key.endsWith('.$') ? key.slice(0, -2) : key;
}

function troubleWith(name: string): string | undefined {
  if (name === RESERVED) return `The variable name '${RESERVED}' is reserved`;
  if ([...name].length > MAX_NAME) {
    return `The variable name '${name}' exceeds the ${MAX_NAME}-character limit allowed by the service`;
  }
  if (IDENTIFIER.test(name)) return undefined;
  return `The variable name '${name}' must be a Unicode identifier: a letter, then letters, digits and underscores`;
}

function isVisible(name: string, scope: VariableScope): boolean {
  for (let at: VariableScope | undefined = scope; at; at = at.readsParent ? at.parent : undefined) {
    if (at.assigned.has(name)) return true;
  }
  return false;
}
