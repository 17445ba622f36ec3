/** The JSONata query language, as states use it. https://states-language.net/#jsonata-processing */

import { isObject, type Json, type JsonObject } from '../../json.ts';
import { unexpectedResultType } from '../jsonata/errors.ts';
import { expressionText, isExpression } from '../jsonata/expression-text.ts';
import { evaluateTemplate } from '../jsonata/template.ts';
import type { Query } from './query.ts';
import type { Scope } from './scope.ts';

export const jsonataQuery: Query = {
  input: (_fields, raw) => raw,
  payload: ({ Arguments }, input, scope) =>
    Arguments === undefined ? input : evaluate(Arguments, 'Arguments', { input }, scope),
  value(fields, field, input, scope) {
    const value = fields[field] as Json | undefined;
    return value === undefined ? undefined : evaluate(value, field, { input }, scope);
  },
  item: (selector, field, input, scope) => evaluate(selector, field, { input }, scope),
  async holds({ Condition }, field, input, scope) {
    if (typeof Condition === 'boolean' || Condition === undefined) return Condition === true;
    const value = await evaluate(Condition, `${field}/Condition`, { input }, scope);
    if (typeof value === 'boolean') return value;
    throw unexpectedResultType(quoted(Condition), `${field}/Condition`, 'boolean', value);
  },
  async leave({ Output, Assign }, { input, result, outcome }, scope) {
    const states: JsonObject = outcome ? { input, [outcome]: result } : { input };
    const assigned =
      Assign === undefined ? undefined : await evaluate(Assign, 'Assign', states, scope);
    const output = Output === undefined ? result : await evaluate(Output, 'Output', states, scope);
    return isObject(assigned) ? { output, assigned } : { output };
  },
};

function evaluate(
  template: Json,
  field: string,
  states: JsonObject,
  { context, variables, random, now }: Scope,
): Promise<Json> {
  return evaluateTemplate(
    template,
    { states: { ...states, context }, variables, random, now },
    field,
  );
}

function quoted(text: string): string {
  return isExpression(text) ? expressionText(text) : text;
}
