/** The rules of a Choice. https://states-language.net/#choice-state */

import { isObject } from '../../json.ts';
import { type Comparator, comparatorNames, comparators } from '../choice/comparators.ts';
import { checkExpression } from './expressions.ts';
import { referencePath, template } from './queries.ts';
import {
  type Check,
  checkShape,
  type Field,
  flag,
  jsonata,
  jsonPath,
  name,
  nonEmptyList,
  number,
  optional,
  required,
  type Shape,
  text,
  timestamp,
} from './shape.ts';
import { assign } from './variables.ts';

/** Every rule is one of these; an object with two of them is ambiguous. */
const SELECTORS = ['And', 'Or', 'Not', 'Variable', 'Condition'];

/** Fields of a rule that stands in the state's own list, not inside And, Or or Not. */
const topLevelFields: Record<string, Field> = {
  Next: required(name),
  Output: jsonata(template),
  Assign: optional(assign),
};

const comment: Record<string, Field> = { Comment: optional(name) };

/** What stands behind a comparator, by what the comparator asks for. */
const operands: Record<Comparator['operand'], Check> = {
  boolean: flag,
  number: number(Number.NEGATIVE_INFINITY),
  path: referencePath,
  string: text,
  timestamp,
};

const comparatorFields: Record<string, Field> = Object.fromEntries(
  Object.entries(comparators).map(([key, { operand }]) => [key, jsonPath(operands[operand])]),
);

const nestedRule = ruleOf({});

/** The Choices of a state: at least one rule, each with one expression and a Next. */
export const choices: Check = nonEmptyList(ruleOf(topLevelFields));

function ruleOf(fields: Record<string, Field>): Check {
  const comparison: Shape = {
    fields: { ...comment, ...fields, Variable: jsonPath(referencePath), ...comparatorFields },
    exclusive: [{ fields: comparatorNames, required: true }],
  };
  const combination: Shape = {
    fields: {
      ...comment,
      ...fields,
      And: jsonPath(nestedRules),
      Or: jsonPath(nestedRules),
      Not: jsonPath(notRule),
      Condition: jsonata(condition),
    },
  };
  return (value, at, context) => {
    if (!isObject(value)) {
      context.report('Expected value of type Object', at);
      return;
    }
    const selectors = SELECTORS.filter((key) => Object.hasOwn(value, key));
    if (selectors.length !== 1) {
      const names = SELECTORS.join(', ');
      context.report(`The object must have only one of the following fields, [${names}]`, at);
      return;
    }
    checkShape(value, selectors[0] === 'Variable' ? comparison : combination, at, context);
  };
}

function nestedRules(...args: Parameters<Check>): void {
  nonEmptyList(nestedRule)(...args);
}

function notRule(...args: Parameters<Check>): void {
  nestedRule(...args);
}

function condition(...[value, at, context]: Parameters<Check>): void {
  if (typeof value === 'boolean' || checkExpression(value, at, context)) return;
  context.report('Expected value of type Boolean or a JSONata expression', at);
}
