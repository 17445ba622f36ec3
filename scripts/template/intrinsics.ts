/** CloudFormation's intrinsic functions: which objects are calls, and what each may stand for. */

import { isObject, type Json } from '../../core/json.ts';

export interface Intrinsic {
  name: string;
  argument: Json;
}

/** What a call results in: one value, a list, or whatever its place asks for. */
const RESULTS: Record<string, 'text' | 'list' | 'any'> = {
  Ref: 'text',
  'Fn::Base64': 'text',
  'Fn::Cidr': 'list',
  'Fn::FindInMap': 'any',
  'Fn::GetAtt': 'any',
  'Fn::GetAZs': 'list',
  'Fn::If': 'any',
  'Fn::ImportValue': 'text',
  'Fn::Join': 'text',
  'Fn::Select': 'any',
  'Fn::Split': 'list',
  'Fn::Sub': 'text',
  'Fn::ToJsonString': 'text',
  'Fn::Transform': 'any',
};

const CONDITION_FUNCTIONS = ['Condition', 'Fn::And', 'Fn::Equals', 'Fn::Not', 'Fn::Or'];

/** The call a value is; undefined for a plain value. Every `Fn::` key counts as one, known or not. */
export function intrinsicOf(value: Json): Intrinsic | undefined {
  if (!isObject(value)) return undefined;
  const [entry, ...rest] = Object.entries(value);
  if (entry === undefined || rest.length > 0) return undefined;
  const [name, argument] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : undefined;
}

/** Whether a function of that name may stand in a resource or an output. */
export function isValueFunction(name: string): boolean {
  return Object.hasOwn(RESULTS, name);
}

/** Whether a function of that name may stand in the Conditions section. */
export function isConditionFunction(name: string): boolean {
  return CONDITION_FUNCTIONS.includes(name) || ['Ref', 'Fn::FindInMap'].includes(name);
}

/** Whether a call may stand where a single value, a list or a structure is expected. */
export function mayResultIn(name: string, wanted: 'text' | 'list' | 'structure'): boolean {
  const result = RESULTS[name];
  return result === 'any' || result === wanted;
}

/** Whether a value is `AWS::NoValue`, which removes the property it is given to. */
export function isNoValue(value: Json): boolean {
  const call = intrinsicOf(value);
  return call?.name === 'Ref' && call.argument === 'AWS::NoValue';
}
