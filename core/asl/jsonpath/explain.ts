/** Says why a JSONPath found nothing, in the words of Jayway's library, which AWS passes on. */

import { isContainer, isObject, type Json } from '../../json.ts';
import type { Scope } from '../query/scope.ts';
import { child, rootOf } from './evaluate.ts';
import type { Path, Step } from './path.ts';

/** The reason, such as `Missing property in path $['a']`, for a path that {@link evaluatePath} found nothing for. */
export function explainMissing(path: Path, root: Json, scope: Scope): string {
  const nothing = `No results for path: ${canonical(path.steps)}`;
  let value = rootOf(path, root, root, scope);
  for (const [i, step] of path.steps.entries()) {
    if (value === undefined) return nothing;
    const trouble = troubleAt(step, value, canonical(path.steps.slice(0, i)));
    if (trouble !== undefined) return trouble;
    if (step.type !== 'name' && step.type !== 'index') return nothing;
    const next = child(value, step);
    const last = i === path.steps.length - 1;
    if (next === undefined && step.type === 'name' && !last) {
      return `Missing property in path ${canonical(path.steps.slice(0, i + 1))}`;
    }
    value = next;
  }
  return nothing;
}

function troubleAt(step: Step, value: Json, at: string): string | undefined {
  switch (step.type) {
    case 'name':
    case 'names':
      if (isObject(value)) return undefined;
      return `Expected to find an object with property ${shown(step)} in path ${at} but found '${javaClass(value)}'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.`;
    case 'index':
    case 'indexes':
    case 'slice':
      if (value === null) return `The path ${at} is null`;
      if (Array.isArray(value)) return undefined;
      return `Filter: ${shown(step)} can only be applied to arrays. Current context is: ${JSON.stringify(value)}`;
    case 'filter':
      if (isContainer(value)) return undefined;
      return `Filter: ${shown(step)} can not be applied to primitives. Current context is: ${JSON.stringify(value)}`;
    default:
      return undefined;
  }
}

/** The steps in Jayway's own notation: `$['a'][0]`. */
function canonical(steps: Step[]): string {
  return `$${steps.map(shown).join('')}`;
}

function shown(step: Step): string {
  switch (step.type) {
    case 'name':
      return `['${step.name}']`;
    case 'names':
      return `[${step.names.map((name) => `'${name}'`).join(',')}]`;
    case 'index':
      return `[${step.index}]`;
    case 'indexes':
      return `[${step.indexes.join(',')}]`;
    case 'slice':
      return `[${step.from ?? ''}:${step.to ?? ''}]`;
    case 'wildcard':
      return '[*]';
    case 'descend':
      return '..';
    case 'filter':
      return '[?]';
    case 'call':
      return `.${step.name}()`;
  }
}

function javaClass(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'java.util.ArrayList';
  if (typeof value === 'string') return 'java.lang.String';
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  const text = String(value);
  if (!/^-?\d+$/.test(text)) return 'java.lang.Double';
  const integer = BigInt(text);
  if (BigInt.asIntN(32, integer) === integer) return 'java.lang.Integer';
  return BigInt.asIntN(64, integer) === integer ? 'java.lang.Long' : 'java.math.BigInteger';
}
