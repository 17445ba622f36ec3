/** JSONata expressions of a definition: can they be read, and is what they read there? https://docs.jsonata.org */

import { isContainer, type Json } from '../../json.ts';
import { ExpressionSyntaxError } from '../jsonata/errors.ts';
import { expressionText, isExpression } from '../jsonata/expression-text.ts';
import { readExpression, readExpressions } from '../jsonata/read.ts';
import type { References } from '../jsonata/references.ts';
import { type Context, memberOf } from './problem.ts';

/** The commonest expressions, a place in the input or the context object, need no parser to be right. */
const PLACE = /^\$states\.(?:input|context)(?:\.(?!(?:and|or|in|true|false|null)\b)[A-Za-z_]\w*)*$/;

/** Checks a value that may be an expression; tells whether it is one. */
export function checkExpression(value: Json, at: string, context: Context): boolean {
  if (context.language !== 'JSONata' || typeof value !== 'string') return false;
  if (!isExpression(value)) return false;
  const text = expressionText(value);
  if (PLACE.test(text)) return true;
  const references = context.expressions.get(text) ?? read(text, at, context);
  if (references) checkReferences(references, at, context);
  return true;
}

/** Checks a text that may be an expression: of its two marks, one never stands without the other. */
export function checkExpressionText(value: string, at: string, context: Context): void {
  if (checkExpression(value, at, context)) return;
  if (context.language !== 'JSONata') return;
  if (value.startsWith('{%') || value.endsWith('%}')) {
    context.report('JSONata string must start with {% and end with %}', at);
  }
}

/** Checks every expression within a JSON value, each at its own place. */
export function checkExpressions(value: Json, at: string, context: Context): void {
  if (typeof value === 'string') checkExpressionText(value, at, context);
  else if (Array.isArray(value)) {
    value.forEach((item, i) => {
      checkExpressions(item, `${at}[${i}]`, context);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      checkExpressions(each, memberOf(at, key), context);
    }
  }
}

/** What the expressions of a definition refer to, by their texts: as many as can be read together. */
export function expressionsWithin(definition: Json): Map<string, References> {
  const texts = new Set<string>();
  const pending: Json[] = [definition];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value === 'string') {
      const text = isExpression(value) ? expressionText(value) : '';
      if (text !== '' && !PLACE.test(text)) texts.add(text);
    } else if (isContainer(value)) {
      for (const each of Object.values(value)) pending.push(each);
    }
  }
  return readExpressions(texts);
}

function read(text: string, at: string, context: Context): References | undefined {
  try {
    return readExpression(text);
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    context.report(error.message, at, 'INVALID_JSONATA_EXPRESSION');
    return undefined;
  }
}

/** An expression has no context item of its own: it begins at `$states` or at a variable. */
function checkReferences(references: References, at: string, context: Context): void {
  const { topLevelContext, statesFields, variables } = references;
  const refuse = (message: string) => context.report(message, at, 'UNSUPPORTED_JSONATA_EXPRESSION');
  for (const name of new Set(topLevelContext)) {
    if (name === '$$') refuse("Reference to '$$' is not supported.");
    // AWS lets the wildcards pass, which find nothing there
    else if (name !== '*' && name !== '**') {
      refuse(`Reference to '${name}' at the top level is not supported.`);
    }
  }
  for (const field of statesFields) {
    const isOutcome = field === 'result' || field === 'errorOutput';
    if (isOutcome && field !== context.outcome) refuse(`Field '$states.${field}' does not exist.`);
  }
  for (const name of variables) context.use?.reads.push({ name, at });
}
