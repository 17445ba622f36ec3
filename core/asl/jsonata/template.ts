/** Payload templates in JSONata: any JSON in which the strings `{% … %}` are expressions. */

import { type Json, type JsonObject, setKey } from '../../json.ts';
import { compileExpression, loadJsonata } from './compile.ts';
import { ExpressionFailure, returnedNothing, threwDuringEvaluation } from './errors.ts';
import { evaluate } from './evaluate.ts';
import { expressionText, isExpression } from './expression-text.ts';
import type { ExpressionScope } from './scope.ts';

/**
 * The template with each expression replaced by its value, in the order of the text.
 *
 * @param field how errors name the template, such as `Output`; parts are named `Output/key` and `Output/key[0]`
 * @throws {QueryEvaluationError} when an expression fails or has no result
 * @throws {ExpressionSyntaxError} when an expression does not parse, which a checked definition rules out
 */
export async function evaluateTemplate(
  template: Json,
  scope: ExpressionScope,
  field: string,
): Promise<Json> {
  if (!holdsExpression(template)) return template;
  await loadJsonata();
  return fill(template, scope, field);
}

async function fill(template: Json, scope: ExpressionScope, field: string): Promise<Json> {
  if (typeof template === 'string') {
    return isExpression(template) ? run(expressionText(template), scope, field) : template;
  }
  if (!holdsExpression(template)) return template;
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [i, item] of template.entries()) {
      items.push(await fill(item, scope, `${field}[${i}]`));
    }
    return items;
  }
  const filled: JsonObject = {};
  for (const [key, part] of Object.entries(template as JsonObject)) {
    setKey(filled, key, await fill(part, scope, `${field}/${key}`));
  }
  return filled;
}

async function run(text: string, scope: ExpressionScope, field: string): Promise<Json> {
  let result: Json | undefined;
  try {
    result = await evaluate(compileExpression(text), scope);
  } catch (error) {
    if (error instanceof ExpressionFailure) throw threwDuringEvaluation(text, field, error);
    throw error;
  }
  if (result === undefined) throw returnedNothing(text, field);
  return result;
}

/** Answers for templates that were looked through before; templates are part of a definition and do not change. */
const known = new WeakMap<object, boolean>();

/** Whether an expression stands anywhere in a template. */
export function holdsExpression(template: Json): boolean {
  if (typeof template === 'string') return isExpression(template);
  if (typeof template !== 'object' || template === null) return false;
  const answer = known.get(template);
  if (answer !== undefined) return answer;
  const found = Object.values(template).some(holdsExpression);
  known.set(template, found);
  return found;
}
