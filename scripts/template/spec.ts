/** CloudFormation's resource types as AWS publishes them, read from the package `@aws-cdk/aws-service-spec`. */

import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

type Database = ReturnType<typeof loadAwsServiceSpecSync>;
type ResourceType = NonNullable<ReturnType<typeof lookUp>>;
export type Properties = ResourceType['properties'];
export type PropertyType = Properties[string]['type'];
type Reference = Extract<PropertyType, { type: 'ref' }>['reference'];

/** What a template is checked against. */
export interface TemplateSpec {
  /** The properties and attributes of a resource type; undefined when AWS has no such type. */
  resource(type: string): Pick<ResourceType, 'properties' | 'attributes'> | undefined;
  /** The properties of a structure that a property's type refers to. */
  structure(reference: Reference): Properties;
}

/** Loads the specification (about half a second; no network). */
export function loadTemplateSpec(): TemplateSpec {
  const database = loadAwsServiceSpecSync();
  return {
    resource: (type) => lookUp(database, type),
    structure: (reference) => database.get('typeDefinition', reference).properties,
  };
}

function lookUp(database: Database, type: string) {
  return database.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}
