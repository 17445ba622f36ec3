/** The vocabulary of the field tables: kinds of values, and objects with a fixed set of fields. */

import { isObject, type Json, type JsonObject } from '../../json.ts';
import { isNumber } from '../../number.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { QueryLanguage } from '../types.ts';
import { checkExpression, checkExpressionText } from './expressions.ts';
import { likeness } from './parse-query.ts';
import { type Context, memberOf, type OutcomeField } from './problem.ts';

/** Reports what is wrong with a value at a location. */
export type Check = (value: Json, at: string, context: Context) => void;

export interface Field {
  check: Check;
  required?: boolean;
  /** The only query language in which the field may stand. */
  language?: QueryLanguage;
}

export interface Shape {
  fields: Readonly<Record<string, Field>>;
  /** Fields of which one at most may be present, in AWS's order. */
  exclusive?: readonly Exclusive[];
}

export interface Exclusive {
  fields: readonly string[];
  required?: boolean;
  /** A field that says nothing when it is false, as `"End": false` does. */
  flag?: string;
}

export const required = (check: Check): Field => ({ check, required: true });
export const optional = (check: Check): Field => ({ check });
export const jsonPath = (check: Check): Field => ({ check, language: 'JSONPath' });
export const jsonata = (check: Check): Field => ({ check, language: 'JSONata' });

/** Any JSON. */
export const anything: Check = () => {};

export const text: Check = (value, at, context) => {
  if (typeof value !== 'string') context.report('Expected value of type String', at);
  else if (context.language === 'JSONata') checkExpressionText(value, at, context);
  else if (likeness(value)) {
    const key = at.slice(at.lastIndexOf('/') + 1);
    const message = `The value of the field '${key}' looks like a path, but only fields whose names end in 'Path' are evaluated.`;
    context.warn('NO_PATH', message, at);
  }
};

export const name: Check = (value, at, context) => {
  if (typeof value !== 'string') context.report('Expected value of type String', at);
};

export const flag: Check = (value, at, context) => {
  if (typeof value !== 'boolean') context.report('Expected value of type Boolean', at);
};

export const timestamp: Check = (value, at, context) => {
  if (typeof value !== 'string') context.report('Expected value of type String', at);
  else if (!checkExpression(value, at, context) && parseTimestamp(value) === undefined) {
    context.report('String does not match RFC3339 timestamp', at);
  }
};

/** A whole number within bounds, both inclusive; in JSONata also an expression. */
export function integer(low: number, high = Number.POSITIVE_INFINITY): Check {
  return (value, at, context) => {
    if (checkExpression(value, at, context)) return;
    if (!Number.isInteger(value)) context.report('Expected value of type Integer', at);
    else within(Number(value), low, high, String, at, context);
  };
}

/** A number within bounds, both inclusive; in JSONata also an expression. */
export function number(low: number, high = Number.POSITIVE_INFINITY): Check {
  return (value, at, context) => {
    if (checkExpression(value, at, context)) return;
    if (!isNumber(value)) context.report('Expected value of type Double', at);
    else within(Number(value), low, high, (bound) => bound.toFixed(1), at, context);
  };
}

/** A check of a field that takes no expression, whatever the language. */
export function constant(check: Check): Check {
  return (value, at, context) => check(value, at, { ...context, language: 'JSONPath' });
}

/** A check of a field whose expressions may read what the state brought about. */
export function after(outcome: OutcomeField, check: Check): Check {
  return (value, at, context) => check(value, at, { ...context, outcome });
}

export function oneOf(...values: readonly string[]): Check {
  return (value, at, context) => {
    if (typeof value !== 'string') context.report('Expected value of type [STRING]', at);
    else if (!values.includes(value)) {
      context.report(`Value should be one of the following: [${values.join(', ')}]`, at);
    }
  };
}

/** An array whose items pass a check. */
export function list(item: Check): Check {
  return (value, at, context) => {
    if (Array.isArray(value)) {
      value.forEach((each, i) => {
        item(each, `${at}[${i}]`, context);
      });
    } else context.report('Expected value of type Array', at);
  };
}

/** An array with at least one item, all of which pass a check. */
export function nonEmptyList(item: Check): Check {
  const items = list(item);
  return (value, at, context) => {
    if (Array.isArray(value) && value.length === 0) context.report('Value cannot be empty', at);
    else items(value, at, context);
  };
}

/** An object with the fields of a shape and no others. */
export function object(shape: Shape): Check {
  return (value, at, context) => {
    if (isObject(value)) checkShape(value, shape, at, context);
    else context.report('Expected value of type Object', at);
  };
}

/** Checks an object against a shape: required, exclusive and unknown fields, then each value. */
export function checkShape(value: JsonObject, shape: Shape, at: string, context: Context): void {
  const missing = Object.keys(shape.fields).filter(
    (key) => shape.fields[key]?.required && !Object.hasOwn(value, key),
  );
  if (missing.length > 0) context.report(`These fields are required: [${missing.join(', ')}]`, at);
  for (const group of shape.exclusive ?? []) checkExclusive(value, group, at, context);
  for (const [key, each] of Object.entries(value)) {
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (!field) context.report(`Field '${key}' is not supported`, at);
    else if (field.language && field.language !== context.language) {
      if (context.isDowngraded) continue;
      context.report(
        `The QueryLanguage is set to '${context.language}', but field '${key}' is only supported for the '${field.language}' QueryLanguage`,
        at,
      );
    } else field.check(each, memberOf(at, key), context);
  }
}

function checkExclusive(value: JsonObject, group: Exclusive, at: string, context: Context): void {
  const present = group.fields.filter(
    (key) => Object.hasOwn(value, key) && !(key === group.flag && value[key] === false),
  );
  const names = `[${group.fields.join(', ')}]`;
  if (present.length > 1) {
    context.report(`There should only be one of the following fields: ${names}`, at);
  } else if (present.length === 0 && group.required) {
    context.report(`This object should have only one of the following fields: ${names}`, at);
  }
}

function within(
  value: number,
  low: number,
  high: number,
  print: (bound: number) => string,
  at: string,
  context: Context,
): void {
  if (value < low) context.report(`Minimum value is ${print(low)}`, at);
  if (value > high) context.report(`Maximum value is ${print(high)}`, at);
}
