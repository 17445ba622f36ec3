/** Checks a resource's properties: known, required ones present, each value of the shape its type asks for. */

import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { intrinsicOf, isNoValue, mayResultIn } from './intrinsics.ts';
import { problemAt, type TemplateProblem } from './problem.ts';
import type { Properties, PropertyType, TemplateSpec } from './spec.ts';

/** The problems of a structure's properties, at any depth. */
export function checkProperties(
  value: JsonObject,
  properties: Properties,
  spec: TemplateSpec,
  path: string,
): TemplateProblem[] {
  const given = Object.entries(value).filter(([, item]) => !isNoValue(item));
  const missing = Object.entries(properties)
    .filter(([name, { required }]) => required && !given.some(([key]) => key === name))
    .flatMap(([name]) => problemAt(path, `the required property '${name}' is missing`));
  const wrong = given.flatMap(([name, item]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property === undefined) {
      return problemAt(`${path}.${name}`, `no such property; known: ${knownNames(properties)}`);
    }
    return checkShape(item, property.type, spec, `${path}.${name}`);
  });
  return [...missing, ...wrong];
}

function checkShape(
  value: Json,
  type: PropertyType,
  spec: TemplateSpec,
  path: string,
): TemplateProblem[] {
  if (type.type === 'union') {
    const attempts = type.types.map((option) => checkShape(value, option, spec, path));
    return attempts.reduce((best, attempt) => (attempt.length < best.length ? attempt : best));
  }
  const call = intrinsicOf(value);
  if (call?.name === 'Fn::If' && Array.isArray(call.argument)) {
    return call.argument
      .slice(1)
      .filter((branch) => !isNoValue(branch))
      .flatMap((branch, i) => checkShape(branch, type, spec, `${path}.Fn::If.${i + 1}`));
  }
  if (call !== undefined) {
    return mayResultIn(call.name, wantedOf(type))
      ? []
      : problemAt(path, `${call.name} cannot result in ${nameOf(type)}`);
  }
  switch (type.type) {
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, i) => checkShape(item, type.element, spec, `${path}.${i}`))
        : mismatch(value, type, path);
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            checkShape(item, type.element, spec, `${path}.${key}`),
          )
        : mismatch(value, type, path);
    case 'ref':
      return isObject(value)
        ? checkProperties(value, spec.structure(type.reference), spec, path)
        : mismatch(value, type, path);
    case 'tag':
      return isObject(value)
        ? checkProperties(value, TAG_PROPERTIES, spec, path)
        : mismatch(value, type, path);
    default:
      return checkSingle(value, type, path);
  }
}

const TAG_PROPERTIES: Properties = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' }, required: true },
};

function checkSingle(value: Json, type: PropertyType, path: string): TemplateProblem[] {
  if (!isOfType(value, type.type)) return mismatch(value, type, path);
  const allowed: readonly Json[] = ('allowedValues' in type && type.allowedValues) || [];
  return allowed.length === 0 || allowed.includes(value)
    ? []
    : problemAt(path, `${JSON.stringify(value)} is not one of ${allowed.join(', ')}`);
}

function isOfType(value: Json, name: PropertyType['type']): boolean {
  switch (name) {
    case 'integer':
      return Number.isInteger(value);
    case 'json':
      return typeof value === 'object' && value !== null;
    case 'null':
      return value === null;
    case 'date-time':
      return typeof value === 'string';
    default:
      return typeof value === name;
  }
}

function mismatch(value: Json, type: PropertyType, path: string): TemplateProblem[] {
  return problemAt(path, `expected ${nameOf(type)}, found ${JSON.stringify(value)}`);
}

function wantedOf(type: PropertyType): 'text' | 'list' | 'structure' {
  if (type.type === 'array') return 'list';
  return ['map', 'ref', 'tag', 'json'].includes(type.type) ? 'structure' : 'text';
}

function nameOf(type: PropertyType): string {
  if (type.type === 'array') return 'a list';
  if (wantedOf(type) === 'structure') return 'an object';
  return `a value of type ${type.type}`;
}

function knownNames(properties: Properties): string {
  return Object.keys(properties).sort().join(', ');
}
