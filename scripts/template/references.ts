/** Finds what a template's values refer to: resources, their attributes, parameters and conditions. */

import { isObject, type Json } from '../../core/json.ts';
import { intrinsicOf } from './intrinsics.ts';

export interface Reference {
  /** Where it stands. */
  path: string;
  kind: 'ref' | 'attribute' | 'condition' | 'function';
  /** A logical id, a condition's name, or the function's own name. */
  name: string;
  /** For the kind `attribute`: which one. */
  attribute?: string;
}

/** Every reference within a value, in the order they stand. */
export function referencesIn(value: Json, path: string): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => referencesIn(item, `${path}.${i}`));
  if (!isObject(value)) return [];
  const call = intrinsicOf(value);
  if (call === undefined) {
    return Object.entries(value).flatMap(([key, item]) => referencesIn(item, `${path}.${key}`));
  }
  const { name, argument } = call;
  const inside = `${path}.${name}`;
  return [{ path, kind: 'function', name }, ...referencesOfCall(name, argument, inside)];
}

function referencesOfCall(name: string, argument: Json, path: string): Reference[] {
  if (name === 'Ref') return [{ path, kind: 'ref', name: String(argument) }];
  if (name === 'Fn::GetAtt') {
    const [id = '', ...attribute] = Array.isArray(argument)
      ? argument.map(String)
      : String(argument).split('.');
    return [{ path, kind: 'attribute', name: id, attribute: attribute.join('.') }];
  }
  if (name === 'Fn::Sub') return referencesOfSub(argument, path);
  if (name === 'Fn::If' && Array.isArray(argument)) {
    const [condition = '', ...branches] = argument;
    return [
      { path, kind: 'condition', name: String(condition) },
      ...branches.flatMap((branch, i) => referencesIn(branch, `${path}.${i + 1}`)),
    ];
  }
  return referencesIn(argument, path);
}

function referencesOfSub(argument: Json, path: string): Reference[] {
  const [text, variables = {}] = Array.isArray(argument) ? argument : [argument];
  const own = isObject(variables) ? Object.keys(variables) : [];
  const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) =>
    name.trim(),
  );
  return [
    ...names
      .filter((name) => !own.includes(name))
      .map((name): Reference => {
        const [id = '', ...attribute] = name.split('.');
        return attribute.length === 0
          ? { path, kind: 'ref', name: id }
          : { path, kind: 'attribute', name: id, attribute: attribute.join('.') };
      }),
    ...referencesIn(variables, path),
  ];
}
