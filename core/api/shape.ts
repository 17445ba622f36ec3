/** What an operation takes, as a table of fields, and the check against it in AWS's words. */

import { isObject, type Json, type JsonObject, setKey, textOf } from '../json.ts';
import { serializationError, validationError } from './errors.ts';

/** One field: how a value is read, and what it breaks. */
export interface Field<T> {
  required: boolean;
  /** Adds to `found` what the value breaks. @throws {ApiError} SerializationException when its JSON type is wrong */
  check(value: Json, path: string, found: string[]): T;
}

export type Shape = Record<string, Field<unknown>>;

/** The checked input of a shape. */
export type InputOf<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never;
};

interface TextRules {
  min?: number;
  max?: number;
  /** Allowed values, in the order in which AWS lists them. */
  values?: readonly string[];
  pattern?: RegExp;
}

interface NumberRules {
  min?: number;
  max?: number;
}

/** A string field that may be left out. */
export function text(rules: TextRules = {}): Field<string | undefined> {
  return { required: false, check: (value, path, found) => checkText(value, path, found, rules) };
}

export function requiredText(rules: TextRules = {}): Field<string> {
  return { required: true, check: (value, path, found) => checkText(value, path, found, rules) };
}

/** A field as it is, but not to be left out. */
export function required<T>(field: Field<T | undefined>): Field<T> {
  // A check gives undefined for no value but a missing one, which it never sees.
  return { required: true, check: (value, path, found) => field.check(value, path, found) as T };
}

/** A whole number that may be left out. */
export function integer({ min, max }: NumberRules = {}): Field<number | undefined> {
  return {
    required: false,
    check(value, path, found) {
      if (typeof value !== 'number') throw wrongType(value, 'an Integer', 'Integer');
      const whole = Math.trunc(value);
      const broken = (rule: string) => found.push(constraint(`'${whole}'`, path, rule));
      if (min !== undefined && whole < min) {
        broken(`Member must have value greater than or equal to ${min}`);
      }
      if (max !== undefined && whole > max) {
        broken(`Member must have value less than or equal to ${max}`);
      }
      return whole;
    },
  };
}

/** A number that may be left out. */
export function number({ min, max }: NumberRules = {}): Field<number | undefined> {
  return {
    required: false,
    check(value, path, found) {
      if (typeof value !== 'number') throw wrongType(value, 'a Float', 'Float');
      const broken = (rule: string) => found.push(constraint(`'${value}'`, path, rule));
      if (min !== undefined && value < min) {
        broken(`Member must have value greater than or equal to ${min}`);
      }
      if (max !== undefined && value > max) {
        broken(`Member must have value less than or equal to ${max}`);
      }
      return value;
    },
  };
}

/** true or false, or left out. */
export function flag(): Field<boolean | undefined> {
  return {
    required: false,
    check(value) {
      if (typeof value !== 'boolean') throw wrongType(value, 'a Boolean', 'Boolean');
      return value;
    },
  };
}

/** An object with fields of its own, or left out. Unknown members are dropped, as AWS drops them. */
export function structure<S extends Shape>(shape: S): Field<InputOf<S> | undefined> {
  return {
    required: false,
    check(value, path, found) {
      if (!isObject(value)) throw structureExpected(value);
      return checkFields(shape, value, `${path}.`, found);
    },
  };
}

/** An array, or left out; its items count from 1 in messages. */
export function list<T>(item: Field<T>, rules: NumberRules = {}): Field<T[] | undefined> {
  const { min, max } = rules;
  return {
    required: false,
    check(value, path, found) {
      if (!Array.isArray(value)) throw listExpected(value);
      const broken = (rule: string) =>
        found.push(constraint(`'${shorten(textOf(value))}'`, path, rule));
      if (min !== undefined && value.length < min) {
        broken(`Member must have length greater than or equal to ${min}`);
      }
      if (max !== undefined && value.length > max) {
        broken(`Member must have length less than or equal to ${max}`);
      }
      return value.map((entry, i) => item.check(entry, `${path}.${i + 1}.member`, found));
    },
  };
}

/**
 * Checks a request's input.
 *
 * @throws {ApiError} ValidationException with everything that it breaks, or SerializationException
 */
export function checkInput<S extends Shape>(shape: S, input: JsonObject): InputOf<S> {
  const found: string[] = [];
  const checked = checkFields(shape, input, '', found);
  if (found.length === 0) return checked;
  const errors = found.length === 1 ? 'validation error' : 'validation errors';
  throw validationError(`${found.length} ${errors} detected: ${found.join('; ')}`);
}

function checkFields<S extends Shape>(
  shape: S,
  input: JsonObject,
  prefix: string,
  found: string[],
): InputOf<S> {
  const checked: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) {
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    if (value !== undefined && value !== null) {
      checked[name] = field.check(value, `${prefix}${name}`, found);
    } else if (field.required) {
      found.push(constraint('null', `${prefix}${name}`, 'Member must not be null'));
    }
  }
  // Every field of the shape was read by its own check; a missing required one is among `found`.
  return checked as InputOf<S>;
}

function checkText(value: Json, path: string, found: string[], rules: TextRules): string {
  if (typeof value !== 'string') throw wrongType(value, 'a String', 'String');
  const { min, max, values, pattern } = rules;
  const broken = (rule: string) => found.push(constraint(`'${shorten(value)}'`, path, rule));
  if (values && !values.includes(value)) {
    broken(`Member must satisfy enum value set: [${values.join(', ')}]`);
  }
  if (min !== undefined && value.length < min) {
    broken(`Member must have length greater than or equal to ${min}`);
  }
  if (max !== undefined && value.length > max) {
    broken(`Member must have length less than or equal to ${max}`);
  }
  if (pattern && !pattern.test(value)) {
    broken(`Member must satisfy regular expression pattern: ${pattern.source}`);
  }
  return value;
}

/** A value for a message: AWS repeats it whole, but one of megabytes helps nobody. */
export function shorten(value: string): string {
  return value.length > 1024 ? `${value.slice(0, 1024)}...` : value;
}

/** What a member breaks, in AWS's words. @param value quoted, or `null` */
export function constraint(value: string, path: string, rule: string): string {
  return `Value ${value} at '${path}' failed to satisfy constraint: ${rule}`;
}

function wrongType(value: Json, wanted: string, name: string) {
  if (Array.isArray(value)) {
    return serializationError(`Unrecognized collection type class java.lang.${name}`);
  }
  if (isObject(value)) {
    return serializationError('Start of structure or map found where not expected');
  }
  return serializationError(`${tokenOf(value)} can not be converted to ${wanted}`);
}

function structureExpected(value: Json) {
  return serializationError(
    Array.isArray(value)
      ? 'Start of list found where not expected'
      : `Unexpected value type in payload: ${tokenOf(value)}`,
  );
}

function listExpected(value: Json) {
  return serializationError(
    isObject(value)
      ? 'Start of structure or map found where not expected'
      : `Unexpected value type in payload: ${tokenOf(value)}`,
  );
}

function tokenOf(value: Json): string {
  switch (typeof value) {
    case 'number':
      return 'NUMBER_VALUE';
    case 'boolean':
      return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
    case 'string':
      return 'STRING_VALUE';
    default:
      return 'NULL_VALUE';
  }
}

/** An answer from what it has: members without a value are left out. */
export function answer(members: Record<string, Json | undefined>): JsonObject {
  const given: JsonObject = {};
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) setKey(given, name, value);
  }
  return given;
}
