/** What an EventBridge rule hands to its target: the event, a part of it, or a text made from it. */

import { isObject, type Json, type JsonObject } from '../json.ts';

export interface RuleInput {
  input?: Json;
  inputPath?: string;
  inputTransformer?: { inputPathsMap?: Record<string, string>; inputTemplate: string };
}

/** The target's payload as JSON text. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
export function targetPayload(rule: RuleInput, event: JsonObject): string {
  if (rule.input !== undefined) return JSON.stringify(rule.input);
  if (rule.inputTransformer) return transform(rule.inputTransformer, event);
  if (rule.inputPath !== undefined) return JSON.stringify(valueAt(rule.inputPath, event) ?? null);
  return JSON.stringify(event);
}

type Transformer = NonNullable<RuleInput['inputTransformer']>;

function transform({ inputPathsMap, inputTemplate }: Transformer, event: JsonObject): string {
  const values: Record<string, Json | undefined> = {
    'aws.events.event.json': event,
    'aws.events.event.ingestion-time': event.time,
  };
  for (const [name, path] of Object.entries(inputPathsMap ?? {})) {
    values[name] = valueAt(path, event);
  }
  const filled = fill(inputTemplate.trim(), values);
  return isJson(filled) ? filled : JSON.stringify(filled);
}

/** Puts values in the place of `<name>`: as JSON where one stands alone, as plain text within a string. */
function fill(template: string, values: Record<string, Json | undefined>): string {
  let inString = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (token, name: string | undefined) => {
    if (token === '"') inString = !inString;
    if (name === undefined) return token;
    const value = values[name];
    if (!inString) return JSON.stringify(value ?? null);
    const text =
      typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The value at a path of names and indexes, `$.detail.items[0]`; `undefined` where there is none. */
function valueAt(path: string, event: Json): Json | undefined {
  const steps = path.matchAll(/\.([^.[\]]+)|\['([^']+)'\]|\[(\d+)\]/g);
  let value: Json | undefined = event;
  for (const [, name, quoted, index] of steps) {
    const key = name ?? quoted;
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    else if (key !== undefined && isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}
