/** Whether a value may be the result of an action: what TestState asks of a mock, in AWS's words. */

import type { NormalizedSchema } from '@smithy/core/schema';
import { sdkService } from '../../integrations/aws-sdk/services.ts';
import type { Call } from '../../integrations/integration.ts';
import { isObject, type Json } from '../../json.ts';
import { isNumber } from '../../number.ts';
import { findAction } from './action.ts';
import { memberName } from './output.ts';
import resultRules from './result-rules.json' with { type: 'json' };
import { Unusable } from './unusable.ts';

/** What a structure asks of its members beyond their types. */
interface StructureRules {
  required?: string[];
  least?: Record<string, number>;
}

interface Check {
  names: 'model' | 'java';
  /** Whether members that every result has must be there. */
  complete: boolean;
  rules: Partial<Record<string, StructureRules>>;
}

/**
 * The first thing that is wrong with a result; members that the action does not have may be there all the same.
 *
 * @returns `undefined` where nothing is wrong, or nothing is known of the action
 */
export async function checkResult(
  { service, action, names = 'model' }: Pick<Call, 'service' | 'action' | 'names'>,
  result: Json,
  complete: boolean,
): Promise<string | undefined> {
  const client = sdkService(service)?.client ?? '';
  const byClient: Record<string, Check['rules']> = resultRules;
  const rules = byClient[client] ?? {};
  try {
    const { output } = await findAction(service, action);
    return inStructure(output, result, { names, complete, rules });
  } catch (error) {
    if (error instanceof Unusable) return undefined;
    throw error;
  }
}

function inStructure(
  schema: NormalizedSchema,
  value: Json,
  check: Check,
  name?: string,
): string | undefined {
  if (!isObject(value))
    return `${name === undefined ? 'Result' : `Field '${name}'`} must be an object`;
  if (!schema.isStructSchema()) return undefined;
  const { required = [], least = {} } = check.rules[structureName(schema)] ?? {};
  for (const [own, member] of schema.structIterator()) {
    const field = memberName(own, check.names);
    const given = Object.hasOwn(value, field) ? value[field] : undefined;
    if (given === undefined || given === null) {
      if (check.complete && required.includes(own)) return `Required field '${field}' is missing`;
      continue;
    }
    const wrong = inMember(member, given, field, least[own] ?? 0, check);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function inMember(
  schema: NormalizedSchema,
  value: Json,
  name: string,
  least: number,
  check: Check,
): string | undefined {
  if (schema.isStructSchema()) return inStructure(schema, value, check, name);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return `Field '${name}' must be an array`;
    return first(value, (item) => inMember(schema.getValueSchema(), item, name, 0, check));
  }
  if (schema.isMapSchema()) {
    if (!isObject(value)) return `Field '${name}' must be an object`;
    return first(Object.entries(value), ([key, item]) =>
      inMember(schema.getValueSchema(), item, key, 0, check),
    );
  }
  // Optimized integrations turn the bytes of a result into what they hold.
  if (schema.isBlobSchema() && check.names === 'model') return undefined;
  const kind = kindOf(schema);
  if (kind === undefined) return undefined;
  if (kind === 'number' ? !isNumber(value) : typeof value !== kind)
    return `Field '${name}' must be a ${kind}`;
  if (typeof value === 'string' && value.length < least) {
    return `Field '${name}' is smaller than the minimum length`;
  }
  return undefined;
}

/** As what a simple value is written; `undefined` where it may be anything. */
function kindOf(schema: NormalizedSchema): 'string' | 'number' | 'boolean' | undefined {
  if (schema.isStringSchema() || schema.isTimestampSchema() || schema.isBlobSchema()) {
    return 'string';
  }
  if (schema.isBooleanSchema()) return 'boolean';
  const isNumber =
    schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema();
  return isNumber ? 'number' : undefined;
}

/** A structure's name in its service's model. */
function structureName(schema: NormalizedSchema): string {
  const plain = schema.getSchema();
  return Array.isArray(plain) ? String(plain[2]) : '';
}

function first<T>(items: T[], look: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
