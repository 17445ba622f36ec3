/** Payload templates, read once: where they take values from the data, and which parts never change. */

import { isContainer, type Json } from '../../json.ts';
import { type IntrinsicCall, isIntrinsic, parseIntrinsic } from '../intrinsics/parse.ts';
import { parsePath } from '../jsonpath/parse.ts';
import type { Path } from '../jsonpath/path.ts';
import { PathSyntaxError } from '../jsonpath/syntax-error.ts';

/** A template as a tree of what to compute. */
export type TemplatePlan =
  | { type: 'constant'; value: Json }
  | { type: 'path'; key: string; path: Path }
  | { type: 'intrinsic'; call: IntrinsicCall }
  | { type: 'array'; items: TemplatePlan[] }
  | { type: 'object'; members: [name: string, plan: TemplatePlan][] };

/** Templates belong to definitions, which live as long as they are used. */
const plans = new WeakMap<object, TemplatePlan | { type: 'none' }>();

/**
 * The plan of a template, or undefined when nothing in it is to be computed.
 *
 * @throws {PathSyntaxError} when the value of a key that ends in `.$` is neither a path nor an intrinsic function
 */
export function planTemplate(template: Json): TemplatePlan | undefined {
  if (!isContainer(template)) return undefined;
  let plan = plans.get(template);
  if (!plan) {
    const read = planOf(template);
    plan = read.type === 'constant' ? { type: 'none' } : read;
    plans.set(template, plan);
  }
  return plan.type === 'none' ? undefined : plan;
}

function planOf(template: Json): TemplatePlan {
  if (Array.isArray(template)) {
    const items = template.map(planOf);
    return items.every(isConstant)
      ? { type: 'constant', value: template }
      : { type: 'array', items };
  }
  if (!isContainer(template)) return { type: 'constant', value: template };
  const members = Object.entries(template).map(memberPlan);
  const constant = members.every(([, plan]) => isConstant(plan));
  return constant ? { type: 'constant', value: template } : { type: 'object', members };
}

function memberPlan([key, value]: [string, Json]): [string, TemplatePlan] {
  if (!key.endsWith('.$')) return [key, planOf(value)];
  const name = key.slice(0, -2);
  if (typeof value !== 'string') {
    throw new PathSyntaxError(`The value of '${key}' must be a string`, 0);
  }
  if (isIntrinsic(value)) return [name, { type: 'intrinsic', call: parseIntrinsic(value) }];
  return [name, { type: 'path', key, path: parsePath(value) }];
}

function isConstant(plan: TemplatePlan): boolean {
  return plan.type === 'constant';
}
