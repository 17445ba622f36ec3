/** Questions that a test asks of a template. */

import { isObject, type Json, type JsonObject } from '../../core/json.ts';

/** The value at a path of keys and indexes joined by dots; undefined where the path ends early. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isObject(inner) ? inner[key] : undefined;
  }, value);
}

/** A template, seen by its resources. */
export class TemplateView {
  private readonly template: JsonObject;

  constructor(template: JsonObject) {
    this.template = template;
  }

  /** The value at a path from the template's root. */
  at(path: string): Json | undefined {
    return valueAt(this.template, path);
  }

  /** A section of the template; empty where it has none of that name. */
  section(name: string): JsonObject {
    const section = this.template[name];
    return isObject(section) ? section : {};
  }

  /** The properties of a resource; throws where there is no such resource. */
  properties(id: string): JsonObject {
    const found = this.at(`Resources.${id}.Properties`);
    if (!isObject(found)) throw new Error(`the template has no resource ${id}`);
    return found;
  }

  /** The properties of every resource of a type. */
  allOf(type: string): JsonObject[] {
    return Object.values(this.section('Resources')).flatMap((resource) =>
      isObject(resource) && resource.Type === type && isObject(resource.Properties)
        ? [resource.Properties]
        : [],
    );
  }

  /** The policy statements written into a role. */
  statementsOf(role: string): Json[] {
    return listOf(this.properties(role).Policies).flatMap((policy) =>
      listOf(valueAt(policy, 'PolicyDocument.Statement')),
    );
  }

  /** The actions a role is given, with the resources each is given on. */
  grantsOf(role: string): Map<string, Json[]> {
    const grants = new Map<string, Json[]>();
    for (const statement of this.statementsOf(role)) {
      for (const action of listOf(valueAt(statement, 'Action')).map(String)) {
        const resources = listOf(valueAt(statement, 'Resource'));
        grants.set(action, [...(grants.get(action) ?? []), ...resources]);
      }
    }
    return grants;
  }
}

function listOf(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
