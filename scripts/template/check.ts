/** Checks a CloudFormation template as far as that is possible without an account. */

import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { findCycle } from './cycles.ts';
import { isConditionFunction, isValueFunction } from './intrinsics.ts';
import { problemAt, type TemplateProblem } from './problem.ts';
import { type Reference, referencesIn } from './references.ts';
import { checkProperties } from './shapes.ts';
import type { TemplateSpec } from './spec.ts';

const SECTIONS =
  'AWSTemplateFormatVersion Conditions Description Mappings Metadata Outputs Parameters Resources Rules Transform';
const RESOURCE_FIELDS =
  'Condition CreationPolicy DeletionPolicy DependsOn Metadata Properties Type UpdatePolicy UpdateReplacePolicy';
const PSEUDO_PARAMETERS =
  'AccountId NoValue NotificationARNs Partition Region StackId StackName URLSuffix';

/**
 * Every mistake in a template: resource types and properties that do not exist, required ones that are missing, values
 * of the wrong shape, references and conditions that lead nowhere, circular dependencies. An empty list means that
 * CloudFormation would start to create it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function checkTemplate(template: Json, spec: TemplateSpec): TemplateProblem[] {
  if (!isObject(template)) return problemAt('', 'a template is an object');
  const resources = sectionOf(template, 'Resources');
  if (Object.keys(resources).length === 0) return problemAt('Resources', 'there are no resources');
  return [
    ...unknownKeys(template, SECTIONS, ''),
    ...Object.entries(resources).flatMap(([id, resource]) => checkResource(id, resource, spec)),
    ...checkReferences(template, resources, spec),
    ...checkCycles(resources),
  ];
}

function checkResource(id: string, resource: Json, spec: TemplateSpec): TemplateProblem[] {
  const path = `Resources.${id}`;
  if (!isObject(resource)) return problemAt(path, 'a resource is an object');
  const type = String(resource.Type);
  const known = spec.resource(type);
  const properties = resource.Properties ?? {};
  return [
    ...(/^[A-Za-z0-9]{1,255}$/.test(id) ? [] : problemAt(path, 'a logical id is alphanumeric')),
    ...unknownKeys(resource, RESOURCE_FIELDS, path),
    ...(known === undefined ? problemAt(`${path}.Type`, `AWS has no resource type '${type}'`) : []),
    ...(isObject(properties) ? [] : problemAt(`${path}.Properties`, 'expected an object')),
    ...(known !== undefined && isObject(properties)
      ? checkProperties(properties, known.properties, spec, `${path}.Properties`)
      : []),
  ];
}

function checkReferences(
  template: JsonObject,
  resources: JsonObject,
  spec: TemplateSpec,
): TemplateProblem[] {
  const parameters = Object.keys(sectionOf(template, 'Parameters'));
  const conditions = sectionOf(template, 'Conditions');
  const targets = [...Object.keys(resources), ...parameters, ...pseudoParameters()];
  const problemOf = ({ path, kind, name, attribute = '' }: Reference): TemplateProblem[] => {
    switch (kind) {
      case 'ref':
        return targets.includes(name) ? [] : problemAt(path, `there is no '${name}' to refer to`);
      case 'attribute':
        return checkAttribute(resources, name, attribute, spec, path);
      case 'condition':
        return Object.hasOwn(conditions, name) ? [] : problemAt(path, `no condition '${name}'`);
      case 'function':
        return isValueFunction(name) ? [] : problemAt(path, `no function '${name}' here`);
    }
  };
  return [
    ...Object.entries(resources).flatMap(([id, resource]) => [
      ...referencesIn(resource, `Resources.${id}`),
      ...conditionOf(resource, `Resources.${id}`),
      ...dependenciesOf(resource).map(
        (name): Reference => ({ path: `Resources.${id}.DependsOn`, kind: 'ref', name }),
      ),
    ]),
    ...Object.entries(sectionOf(template, 'Outputs')).flatMap(([name, output]) => [
      ...referencesIn(output, `Outputs.${name}`),
      ...conditionOf(output, `Outputs.${name}`),
    ]),
  ]
    .flatMap(problemOf)
    .concat(checkConditions(conditions, [...parameters, ...pseudoParameters()]));
}

function checkAttribute(
  resources: JsonObject,
  id: string,
  attribute: string,
  spec: TemplateSpec,
  path: string,
): TemplateProblem[] {
  const resource = resources[id];
  if (!isObject(resource)) return problemAt(path, `there is no resource '${id}'`);
  const attributes = spec.resource(String(resource.Type))?.attributes;
  if (attributes === undefined || Object.hasOwn(attributes, attribute)) return [];
  const known = Object.keys(attributes).sort().join(', ');
  return problemAt(path, `${resource.Type} has no attribute '${attribute}'; known: ${known}`);
}

function checkConditions(conditions: JsonObject, parameters: string[]): TemplateProblem[] {
  return Object.entries(conditions).flatMap(([condition, value]) =>
    referencesIn(value, `Conditions.${condition}`).flatMap(({ path, kind, name }) => {
      const fits =
        kind === 'function'
          ? isConditionFunction(name)
          : kind === 'ref' && parameters.includes(name);
      return fits ? [] : problemAt(path, `a condition cannot use '${name}'`);
    }),
  );
}

function checkCycles(resources: JsonObject): TemplateProblem[] {
  const edges = new Map(
    Object.entries(resources).map(([id, resource]) => [
      id,
      [...referencesIn(resource, id).map(({ name }) => name), ...dependenciesOf(resource)].filter(
        (name) => Object.hasOwn(resources, name),
      ),
    ]),
  );
  const cycle = findCycle(edges);
  return cycle === undefined
    ? []
    : problemAt('Resources', `circular dependency: ${cycle.join(' -> ')}`);
}

function dependenciesOf(resource: Json): string[] {
  const dependsOn = isObject(resource) ? (resource.DependsOn ?? []) : [];
  return (Array.isArray(dependsOn) ? dependsOn : [dependsOn]).map(String);
}

function conditionOf(value: Json, path: string): Reference[] {
  if (!isObject(value) || value.Condition === undefined) return [];
  return [{ path: `${path}.Condition`, kind: 'condition', name: String(value.Condition) }];
}

function unknownKeys(value: JsonObject, known: string, path: string): TemplateProblem[] {
  return Object.keys(value)
    .filter((key) => !known.split(' ').includes(key))
    .flatMap((key) => problemAt(path === '' ? key : `${path}.${key}`, `expected one of ${known}`));
}

function pseudoParameters(): string[] {
  return PSEUDO_PARAMETERS.split(' ').map((name) => `AWS::${name}`);
}

function sectionOf(template: JsonObject, name: string): JsonObject {
  const section = template[name];
  return isObject(section) ? section : {};
}
